package io.sealstream.evidence.format;

import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.records.RecordKind;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The signed facts of one batch: a leaf of the seal's heads tree. Names its tenant only blinded.
 *
 * @param tenant {@link #blind}: hash of salt and tenant id
 * @param records what the topic's records are: how a verifier reads them
 * @param sequence this head's number in its tenant's chain, from 0 without gaps
 * @param previousHead hash of the tenant's previous head, zeros for the first
 * @param lock the lock asked for
 */
public record BatchHead(
    Bytes tenant,
    long sequence,
    Bytes previousHead,
    String tier,
    RecordKind records,
    String topic,
    int partition,
    long from,
    long to,
    long count,
    long undecodable,
    long valueBytes,
    long minTimeMillis,
    long maxTimeMillis,
    int minLeaderEpoch,
    int maxLeaderEpoch,
    Bytes batchRoot,
    String objectKey,
    Bytes objectSha256,
    LockRequest lock)
    implements Serializable {

  /** {@code SHA-256(salt ‖ tenant id)}. */
  public static Bytes blind(Bytes salt, TenantId tenant) {
    var digest = TreeHash.sha256();
    digest.update(salt.unsafeArray());
    return Bytes.wrap(digest.digest(Bytes.utf8(tenant.value()).unsafeArray()));
  }

  /** RFC 8785 text. */
  public Bytes encode() {
    return Jcs.bytes(json());
  }

  /** {@code SHA-256(0x00 ‖ encode())}: its leaf in the heads tree, and what the next one names. */
  public Bytes hash() {
    return TreeHash.leaf(encode());
  }

  /** {@code topic-partition}. */
  public String topicPartition() {
    return topic + "-" + partition;
  }

  /**
   * Reads the RFC 8785 text.
   *
   * @throws io.sealstream.evidence.EvidenceFormatException with NON_CANONICAL
   */
  public static BatchHead parse(Bytes text) {
    return Jcs.parse("head", text, node -> read(new Fields(node)), BatchHead::encode);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new TreeMap<>();
    json.put("batch_root", batchRoot.toHex());
    json.put("count", Long.toString(count));
    json.put("from", Long.toString(from));
    json.put("leader_epoch_max", maxLeaderEpoch);
    json.put("leader_epoch_min", minLeaderEpoch);
    json.put("lock_mode", lock.mode().name());
    json.put("object_key", objectKey);
    json.put("object_sha256", objectSha256.toHex());
    json.put("partition", partition);
    json.put("previous_head", previousHead.toHex());
    json.put("records", records.word());
    json.put("retain_until", Long.toString(lock.retainUntil().toEpochMilli()));
    json.put("sequence", Long.toString(sequence));
    json.put("tenant", tenant.toHex());
    json.put("tier", tier);
    json.put("time_max", Long.toString(maxTimeMillis));
    json.put("time_min", Long.toString(minTimeMillis));
    json.put("to", Long.toString(to));
    json.put("topic", topic);
    json.put("undecodable", Long.toString(undecodable));
    json.put("value_bytes", Long.toString(valueBytes));
    return json;
  }

  static BatchHead read(Fields json) {
    return new BatchHead(
        json.hash("tenant"),
        json.number("sequence"),
        json.hash("previous_head"),
        json.text("tier"),
        RecordKind.of(json.text("records")),
        json.text("topic"),
        json.integer("partition"),
        json.number("from"),
        json.number("to"),
        json.number("count"),
        json.number("undecodable"),
        json.number("value_bytes"),
        json.number("time_min"),
        json.number("time_max"),
        json.integer("leader_epoch_min"),
        json.integer("leader_epoch_max"),
        json.hash("batch_root"),
        json.text("object_key"),
        json.hash("object_sha256"),
        new LockRequest(
            LockMode.valueOf(json.text("lock_mode")),
            Instant.ofEpochMilli(json.number("retain_until"))));
  }
}
