package io.sealstream.evidence.verify;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.merkle.InclusionProof;
import io.sealstream.schemas.Bytes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The file form of a one-event proof. Head, seal and note are in it as text, to be read by people.
 */
public final class EventProofJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final String FORMAT = "sealstream-proof/1";

  private EventProofJson() {}

  /** Writes it, indented. */
  public static String write(EventProof proof) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("entry", base64(proof.entry()));
    root.set("entry_in_batch", path(proof.inBatch()));
    root.put("head", proof.head().toUtf8());
    root.set("head_in_seal", path(proof.inSeal()));
    root.put("seal", proof.seal().toUtf8());
    root.set("seal_in_log", path(proof.inLog()));
    root.put("note", proof.note().toUtf8());
    root.put("value", base64(proof.disclosed().value()));
    root.put("value_salt", proof.disclosed().valueSalt().toHex());
    root.put("tenant_salt", proof.disclosed().tenantSalt().toHex());
    return root.toPrettyString() + "\n";
  }

  /**
   * Reads it.
   *
   * @throws EvidenceFormatException with MALFORMED
   */
  public static EventProof read(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      if (!FORMAT.equals(root.path("format").asText())) {
        throw malformed("format must be " + FORMAT);
      }
      return new EventProof(
          bytes(root, "entry"),
          path(root.path("entry_in_batch")),
          utf8(root, "head"),
          path(root.path("head_in_seal")),
          utf8(root, "seal"),
          path(root.path("seal_in_log")),
          utf8(root, "note"),
          new EventProof.Disclosed(
              bytes(root, "value"),
              Bytes.fromHex(text(root, "value_salt")),
              Bytes.fromHex(text(root, "tenant_salt"))));
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw malformed(
          at == null
              ? "not JSON"
              : "not JSON, or cut off, at line %d, column %d"
                  .formatted(at.getLineNr(), at.getColumnNr()));
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode path(InclusionProof proof) {
    ObjectNode node = JSON.createObjectNode();
    node.put("index", Long.toString(proof.index()));
    node.put("size", Long.toString(proof.size()));
    ArrayNode path = node.putArray("path");
    proof.path().forEach(hash -> path.add(hash.toHex()));
    return node;
  }

  private static InclusionProof path(JsonNode node) {
    List<Bytes> hashes = new ArrayList<>();
    node.path("path").forEach(hash -> hashes.add(Bytes.fromHex(hash.asText())));
    return new InclusionProof(
        Long.parseLong(text(node, "index")), Long.parseLong(text(node, "size")), hashes);
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual()) {
      throw malformed(name + " must be a string");
    }
    return value.textValue();
  }

  private static Bytes utf8(JsonNode node, String name) {
    return Bytes.utf8(text(node, name));
  }

  private static Bytes bytes(JsonNode node, String name) {
    return Bytes.wrap(Base64.getDecoder().decode(text(node, name)));
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.unsafeArray());
  }

  private static EvidenceFormatException malformed(String why) {
    return new EvidenceFormatException(VerdictCode.MALFORMED, why);
  }
}
