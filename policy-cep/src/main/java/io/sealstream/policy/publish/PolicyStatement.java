package io.sealstream.policy.publish;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sealstream.policy.PolicyRelease;
import io.sealstream.policy.PolicySource;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * What author and approver sign: one policy file and since when it counts.
 *
 * @param id the policy's id
 * @param version a whole number above zero; what the text states, where it states one
 * @param name the file's name, which is the policy's id where the text has none
 * @param text the YAML, unchanged
 * @param reason why it is published, for whoever reads the history
 * @param effectiveFrom the first event time that it governs
 * @param publishedAt when the author signed, by the author's clock: informative
 */
public record PolicyStatement(
    String id,
    long version,
    String name,
    String text,
    String author,
    String approver,
    String reason,
    Instant effectiveFrom,
    Instant publishedAt) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  public PolicyStatement {
    if (version < 1) {
      throw new IllegalArgumentException("version is " + version + "; it must be 1 or higher");
    }
    for (String required : List.of(id, name, author, approver, reason)) {
      if (required.isBlank()) {
        throw new IllegalArgumentException(
            "id, name, author, approver and reason must not be empty");
      }
    }
  }

  /** As it stands in the document: times as text, so that no library's idea of them counts. */
  private record Form(
      @JsonProperty("id") String id,
      @JsonProperty("version") long version,
      @JsonProperty("name") String name,
      @JsonProperty("text") String text,
      @JsonProperty("author") String author,
      @JsonProperty("approver") String approver,
      @JsonProperty("reason") String reason,
      @JsonProperty("effectiveFrom") String effectiveFrom,
      @JsonProperty("publishedAt") String publishedAt) {}

  /** The bytes to sign, as text. */
  String toJson() {
    try {
      return JSON.writeValueAsString(
          new Form(
              id,
              version,
              name,
              text,
              author,
              approver,
              reason,
              effectiveFrom.toString(),
              publishedAt.toString()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads what was signed.
   *
   * @throws MalformedPolicyException where it is no statement
   */
  static PolicyStatement ofJson(String json) throws MalformedPolicyException {
    try {
      Form form = JSON.readValue(json, Form.class);
      if (form == null) { // What the JSON null comes to.
        throw new MalformedPolicyException("the payload is no statement: it is null");
      }
      return new PolicyStatement(
          form.id(),
          form.version(),
          form.name(),
          form.text(),
          form.author(),
          form.approver(),
          form.reason(),
          Instant.parse(form.effectiveFrom()),
          Instant.parse(form.publishedAt()));
    } catch (JsonProcessingException e) {
      throw new MalformedPolicyException(
          "the payload is no statement: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new MalformedPolicyException("the payload is no statement: " + e.getMessage(), e);
    }
  }

  /** The key under which it is published. */
  public String key() {
    return id + "@" + version;
  }

  /** The file, as the compiler takes it. */
  public PolicySource source() {
    return new PolicySource(
        name, key(), text, new PolicyRelease(String.valueOf(version), effectiveFrom));
  }
}
