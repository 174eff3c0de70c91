package io.sealstream.evidence.note;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import java.util.Base64;
import java.util.List;

/**
 * The text of a C2SP checkpoint: a log's name, its size and its root. We sign no extension lines;
 * those of others are kept, so that their signature verifies, and not looked at.
 *
 * @param size number of seals in the log
 */
public record Checkpoint(String origin, long size, Bytes root, List<String> extensions) {

  public Checkpoint {
    extensions = List.copyOf(extensions);
  }

  public Checkpoint(String origin, long size, Bytes root) {
    this(origin, size, root, List.of());
  }

  /** The note text, final newline included. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n');
    text.append(Base64.getEncoder().encodeToString(root.unsafeArray())).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /**
   * Reads a note text.
   *
   * @throws EvidenceFormatException with MALFORMED unless it is exactly a checkpoint's
   */
  public static Checkpoint parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length < 4 || !lines[lines.length - 1].isEmpty() || lines[0].isEmpty()) {
      throw malformed("a checkpoint has an origin, a size and a root line");
    }
    if (!lines[1].matches("0|[1-9][0-9]{0,17}")) {
      throw malformed("the size must be a decimal number without leading zeros");
    }
    Bytes root;
    try {
      root = Bytes.wrap(Base64.getDecoder().decode(lines[2]));
    } catch (IllegalArgumentException e) {
      throw malformed("the root must be Base64");
    }
    List<String> extensions = List.of(lines).subList(3, lines.length - 1);
    Checkpoint checkpoint = new Checkpoint(lines[0], Long.parseLong(lines[1]), root, extensions);
    if (root.size() != TreeHash.SIZE
        || extensions.contains("")
        || !checkpoint.text().equals(text)) {
      throw malformed("the root must be 32 bytes in Base64, and no line may be empty");
    }
    return checkpoint;
  }

  private static EvidenceFormatException malformed(String why) {
    return new EvidenceFormatException(VerdictCode.MALFORMED, why);
  }
}
