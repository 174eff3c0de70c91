package io.sealstream.evidence.note;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an auditor holds beside the archive: the log's name, its keys, how many of them must sign,
 * and which topics may have no gaps. Gets to the auditor by a way of its own.
 *
 * @param origin the log's name
 * @param requiredSignatures how many different keys must have signed
 * @param gapFreeTopics topics in which a hole is never a control slot, whatever the seal says
 */
public record TrustFile(
    String origin, List<TrustedKey> keys, int requiredSignatures, List<String> gapFreeTopics) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final String FORMAT = "sealstream-trust/1";

  public TrustFile {
    keys = List.copyOf(keys);
    gapFreeTopics = List.copyOf(gapFreeTopics);
    if (requiredSignatures < 1 || requiredSignatures > keys.size()) {
      throw new IllegalArgumentException(
          requiredSignatures + " signatures cannot come from " + keys.size() + " keys");
    }
  }

  /** Trusts one key from the first seal on. */
  public static TrustFile of(NoteKey key) {
    return new TrustFile(
        key.name(), List.of(new TrustedKey(key, 1, Long.MAX_VALUE)), 1, List.of("audit.events"));
  }

  /** Reads the file. */
  public static TrustFile read(Path file) throws IOException {
    try {
      return parse(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": not UTF-8, hence no trust file", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads its text.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static TrustFile parse(String text) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
    if (!FORMAT.equals(root.path("format").asText())) {
      throw new IllegalArgumentException("format must be " + FORMAT);
    }
    List<TrustedKey> keys = new ArrayList<>();
    root.path("keys").forEach(key -> keys.add(trustedKey(key)));
    List<String> gapFree = new ArrayList<>();
    root.path("gap_free_topics").forEach(topic -> gapFree.add(topic.asText()));
    TrustFile trust =
        new TrustFile(
            root.path("origin").asText(), keys, root.path("required_signatures").asInt(), gapFree);
    requireUnderstood("", root, trust.json());
    return trust;
  }

  /** A limit that is not understood must not fall away: nothing may be there but what was read. */
  private static void requireUnderstood(String path, JsonNode given, JsonNode read) {
    if (given.isContainerNode()
        && given.getNodeType() == read.getNodeType()
        && (given.isObject() || given.size() == read.size())) {
      for (int i = 0; given.isArray() && i < given.size(); i++) {
        requireUnderstood(path + "[" + i + "]", given.path(i), read.path(i));
      }
      given
          .properties()
          .forEach(
              member ->
                  requireUnderstood(
                      path + (path.isEmpty() ? "" : ".") + member.getKey(),
                      member.getValue(),
                      read.path(member.getKey())));
    } else if (!given.equals(read)) {
      String expected = read.isMissingNode() ? "no such member is known" : "expected is " + read;
      throw new IllegalArgumentException(path + " is " + given + ": " + expected);
    }
  }

  private static TrustedKey trustedKey(JsonNode json) {
    NoteKey key =
        new NoteKey(
            json.path("name").asText(),
            NoteAlgorithm.of(json.path("algorithm").asText()),
            Bytes.wrap(Base64.getDecoder().decode(json.path("public_key").asText())));
    if (!json.has("key_id")) {
      throw new IllegalArgumentException("a key of " + key.name() + " has no key_id");
    }
    return new TrustedKey(
        key,
        Long.parseLong(json.path("from_size").asText("1")),
        Long.parseLong(json.path("to_size").asText(Long.toString(Long.MAX_VALUE))));
  }

  /** Its text, indented for people. */
  public String toJson() {
    return json().toPrettyString() + "\n";
  }

  private ObjectNode json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("origin", origin);
    root.put("required_signatures", requiredSignatures);
    ArrayNode list = root.putArray("keys");
    for (TrustedKey trusted : keys) {
      ObjectNode key = list.addObject();
      key.put("name", trusted.key().name());
      key.put("algorithm", trusted.key().algorithm().label());
      key.put("public_key", trusted.key().base64());
      key.put("key_id", trusted.key().id().toHex());
      key.put("from_size", Long.toString(trusted.fromSize()));
      if (trusted.toSize() != Long.MAX_VALUE) {
        key.put("to_size", Long.toString(trusted.toSize()));
      }
    }
    ArrayNode topics = root.putArray("gap_free_topics");
    gapFreeTopics.forEach(topics::add);
    return root;
  }

  /**
   * The checkpoint in a note that enough trusted keys have signed.
   *
   * @throws EvidenceFormatException with MALFORMED, ORIGIN, UNTRUSTED_KEY, BAD_SIGNATURE, KEY_RANGE
   *     or QUORUM
   */
  public Checkpoint verify(SignedNote note) {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    if (!checkpoint.origin().equals(origin)) {
      throw refused(VerdictCode.ORIGIN, "a note of the log " + checkpoint.origin());
    }
    Set<Bytes> signers = new HashSet<>();
    boolean sameName = false;
    for (NoteSignature line : note.signatures()) {
      sameName |= keys.stream().anyMatch(trusted -> trusted.key().name().equals(line.name()));
      List<TrustedKey> named =
          keys.stream().filter(trusted -> trusted.key().isNamedBy(line)).toList();
      if (!named.isEmpty()) {
        signers.add(signer(named, line, checkpoint));
      }
    }
    if (signers.size() < requiredSignatures) {
      throw refused(
          signers.isEmpty() && sameName ? VerdictCode.UNTRUSTED_KEY : VerdictCode.QUORUM,
          signers.size() + " trusted signatures; required are " + requiredSignatures);
    }
    return checkpoint;
  }

  /** A key that is listed twice is one key, with two ranges. */
  private static Bytes signer(List<TrustedKey> named, NoteSignature line, Checkpoint checkpoint) {
    List<TrustedKey> verifying =
        named.stream()
            .filter(trusted -> trusted.key().verifies(checkpoint.text(), line.signature()))
            .toList();
    String label = named.get(0).key().label();
    if (verifying.isEmpty()) {
      throw refused(VerdictCode.BAD_SIGNATURE, "the signature of " + label + " does not verify");
    }
    if (verifying.stream().noneMatch(trusted -> trusted.covers(checkpoint.size()))) {
      throw refused(
          VerdictCode.KEY_RANGE, label + " may not sign a log of " + checkpoint.size() + " seals");
    }
    return verifying.get(0).key().publicKey();
  }

  private static EvidenceFormatException refused(VerdictCode code, String why) {
    return new EvidenceFormatException(code, why);
  }
}
