package io.sealstream.schemas.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.DecodeResult.Undecodable;
import io.sealstream.schemas.codec.OwnRecordDecoder.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a signed policy: {@code id@version} and {@code publishedAt} of the statement in its
 * DSSE envelope. Whether the policy counts, and who signed it, is the policy job's business: a
 * refused one is sealed by the same name. {@code docs/evidence-format.md} says exactly what is
 * understood, as a verifier must come to the same.
 */
final class PolicyEnvelopes {
  private static final String PAYLOAD_TYPE = "application/vnd.sealstream.policy+json";

  /** Narrower than what Java reads as an instant, so that others read the same. */
  private static final Pattern INSTANT =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?Z");

  private static final int MAX_DEPTH = 1_000;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final int maxValueBytes;

  PolicyEnvelopes(int maxValueBytes) {
    this.maxValueBytes = maxValueBytes;
  }

  Reading read(@Nullable Bytes value) {
    if (value == null) {
      return Reading.rejected(
          RejectReason.TOMBSTONE, "the record has no value: what was published is not deleted");
    }
    if (value.size() > maxValueBytes) {
      return new Reading(null, WireRecords.tooLarge(value, maxValueBytes));
    }
    try {
      JsonNode envelope = object(value.unsafeArray(), "the value");
      if (!text(envelope, "payloadType").equals(PAYLOAD_TYPE)) {
        return malformed("payloadType must be " + PAYLOAD_TYPE);
      }
      return named(object(base64(text(envelope, "payload")), "the payload"));
    } catch (IllegalArgumentException e) {
      return malformed(String.valueOf(e.getMessage()));
    }
  }

  private static Reading named(JsonNode statement) {
    JsonNode version = statement.path("version");
    if (!version.isIntegralNumber() || !version.canConvertToLong() || version.longValue() < 1) {
      return malformed("version must be a whole number above zero");
    }
    Instant published = instant(text(statement, "publishedAt"));
    if (!EventRules.isRepresentable(published)) {
      return malformed("publishedAt lies outside the years 0001 to 9999");
    }
    String id = text(statement, "id") + "@" + version.longValue();
    Optional<Undecodable> broken = EventRules.brokenId(id);
    if (broken.isPresent()) {
      return new Reading(null, broken.get());
    }
    if (id.indexOf('\uFFFD') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
      return Reading.rejected(RejectReason.INVALID_ID, "id holds what is no character");
    }
    return new Reading(
        new RecordFacts(TenantId.PLATFORM, id, published.toEpochMilli(), null), null);
  }

  private static Reading malformed(String why) {
    return Reading.rejected(
        RejectReason.MALFORMED, "no signed policy: " + why + "; publish with sealstream policy");
  }

  private static JsonNode object(byte[] utf8, String what) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      JsonNode node = JSON.readTree(text);
      if (!node.isObject()) {
        throw new IllegalArgumentException(what + " is no JSON object");
      }
      return node;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(what + " is not UTF-8", e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(what + " is not JSON", e);
    }
  }

  private static String text(JsonNode object, String name) {
    JsonNode member = object.path(name);
    if (!member.isTextual()) {
      throw new IllegalArgumentException(name + " must be text");
    }
    return member.textValue();
  }

  /** The one spelling only: decoders differ about padding and line breaks. */
  private static byte[] base64(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("the payload is not Base64 in its one form");
    }
    return bytes;
  }

  private static Instant instant(String text) {
    if (!INSTANT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "publishedAt must be an instant such as 2026-06-01T00:00:00Z");
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("publishedAt is no day of the calendar", e);
    }
  }
}
