package io.sealstream.evidence.format;

import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.store.PublishedObject;
import io.sealstream.schemas.Bytes;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What the store answered for each object of an epoch after its publication. A later seal names its
 * hash.
 *
 * @param objects kept sorted by key
 */
public record PublicationReceipt(long epoch, List<PublishedObject> objects) {
  private static final String FORMAT = "sealstream-receipt/1";

  public PublicationReceipt {
    objects = objects.stream().sorted(Comparator.comparing(PublishedObject::key)).toList();
  }

  /** RFC 8785 text: the body of {@code receipt/<epoch>.json}. */
  public Bytes encode() {
    return Jcs.bytes(
        Map.of(
            "epoch", Long.toString(epoch),
            "format", FORMAT,
            "objects", objects.stream().map(PublicationReceipt::json).toList()));
  }

  /** {@code SHA-256(encode())}. */
  public Bytes sha256() {
    return TreeHash.of(encode());
  }

  /**
   * Reads the RFC 8785 text.
   *
   * @throws io.sealstream.evidence.EvidenceFormatException with NON_CANONICAL
   */
  public static PublicationReceipt parse(Bytes text) {
    return Jcs.parse("receipt", text, node -> read(new Fields(node)), PublicationReceipt::encode);
  }

  private static Map<String, Object> json(PublishedObject object) {
    return Map.of(
        "etag", object.eTag(),
        "key", object.key(),
        "lock_mode", object.lockMode().name(),
        "retain_until", Long.toString(object.retainUntil().toEpochMilli()),
        "size", Long.toString(object.size()),
        "version_id", object.versionId());
  }

  private static PublicationReceipt read(Fields json) {
    if (!json.text("format").equals(FORMAT)) {
      throw new IllegalArgumentException("format must be " + FORMAT);
    }
    return new PublicationReceipt(
        json.number("epoch"),
        json.objects(
            "objects",
            object ->
                new PublishedObject(
                    object.text("key"),
                    object.text("version_id"),
                    object.text("etag"),
                    object.number("size"),
                    LockMode.valueOf(object.text("lock_mode")),
                    Instant.ofEpochMilli(object.number("retain_until")))));
  }
}
