package io.sealstream.evidence.note;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.schemas.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A C2SP signed note: text and signature lines. Reading one checks its form, not its signatures:
 * {@link TrustFile} does that.
 *
 * @param text with its final newline
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
  /** More are refused, so that a note cannot keep a verifier busy. */
  public static final int MAX_SIGNATURES = 100;

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String DASH = "\u2014 ";
  private static final int KEY_ID_BYTES = 4;

  public SignedNote {
    signatures = List.copyOf(signatures);
  }

  /** The note's bytes. */
  public Bytes encode() {
    StringBuilder note = new StringBuilder(text).append('\n');
    for (NoteSignature line : signatures) {
      byte[] id = line.keyId().unsafeArray();
      byte[] signature = line.signature().unsafeArray();
      byte[] both = Arrays.copyOf(id, id.length + signature.length);
      System.arraycopy(signature, 0, both, id.length, signature.length);
      note.append(DASH).append(line.name()).append(' ');
      note.append(Base64.getEncoder().encodeToString(both)).append('\n');
    }
    return Bytes.utf8(note.toString());
  }

  /**
   * Reads a note.
   *
   * @throws EvidenceFormatException with MALFORMED unless it is in exactly the one allowed form
   */
  public static SignedNote parse(Bytes note) {
    String all = utf8(note);
    int split = all.lastIndexOf("\n\n");
    if (split < 1
        || all.startsWith(BYTE_ORDER_MARK)
        || !all.endsWith("\n")
        || all.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
      throw malformed("a note is text, an empty line and signature lines, without control codes");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    String[] lines = all.substring(split + 2).split("\n", -1);
    if (lines.length - 1 > MAX_SIGNATURES || lines.length < 2) {
      throw malformed("a note has 1 to " + MAX_SIGNATURES + " signature lines");
    }
    for (String line : Arrays.asList(lines).subList(0, lines.length - 1)) {
      signatures.add(signature(line));
    }
    SignedNote parsed = new SignedNote(all.substring(0, split + 1), signatures);
    if (!parsed.encode().equals(note)) {
      throw malformed("not the note's own encoding");
    }
    return parsed;
  }

  private static NoteSignature signature(String line) {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(DASH) || space <= DASH.length()) {
      throw malformed("a signature line is a dash, a name and a signature");
    }
    String name = line.substring(DASH.length(), space);
    if (!isKeyName(name)) {
      throw malformed("a key name has neither space nor plus");
    }
    byte[] both;
    try {
      both = Base64.getDecoder().decode(line.substring(space + 1));
    } catch (IllegalArgumentException e) {
      throw malformed("a signature must be Base64");
    }
    if (both.length <= KEY_ID_BYTES) {
      throw malformed("a signature is a four-byte key id and more");
    }
    return new NoteSignature(
        name,
        Bytes.wrap(Arrays.copyOf(both, KEY_ID_BYTES)),
        Bytes.wrap(Arrays.copyOfRange(both, KEY_ID_BYTES, both.length)));
  }

  /** Whether it has a line by this key, and each such line verifies. */
  public boolean isSignedBy(NoteKey key) {
    List<NoteSignature> lines = signatures.stream().filter(key::isNamedBy).toList();
    return !lines.isEmpty()
        && lines.stream().allMatch(line -> key.verifies(text, line.signature()));
  }

  /** Whether a key may be called this. */
  public static boolean isKeyName(String name) {
    return !name.isEmpty()
        && name.codePoints().noneMatch(c -> c == '+' || c < 0x20 || Character.isSpaceChar(c));
  }

  private static String utf8(Bytes note) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(note.unsafeArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed("a note is UTF-8");
    }
  }

  private static EvidenceFormatException malformed(String why) {
    return new EvidenceFormatException(VerdictCode.MALFORMED, why);
  }
}
