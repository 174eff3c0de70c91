package io.sealstream.jobs;

import io.sealstream.evidence.store.LockMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** Keys of the evidence job. */
public final class EvidenceOptions {

  public static final ConfigOption<String> STORE_URI =
      ConfigOptions.key("sealstream.evidence.store-uri")
          .stringType()
          .noDefaultValue()
          .withDescription("The archive: a folder, file: or s3://bucket/prefix. Required.");

  public static final ConfigOption<Map<String, String>> STORE_OPTIONS =
      ConfigOptions.key("sealstream.evidence.store-options")
          .mapType()
          .defaultValue(Map.of())
          .withDescription(
              "Options of the store, entry by entry: sealstream.evidence.store-options.NAME=VALUE.");

  public static final ConfigOption<String> KEY_FILE =
      ConfigOptions.key("sealstream.evidence.key-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File with the signing key, an unencrypted PKCS#8 PEM file of Ed25519, on the client and on every task manager. This or the key ring is required.");

  public static final ConfigOption<String> KEY_RING =
      ConfigOptions.key("sealstream.evidence.key-ring")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File that says where the signing keys are and which are in use, on the client and on every task manager. It is read again between epochs: a key is rotated without a restart. Holds no key, password or PIN.");

  public static final ConfigOption<String> ORIGIN =
      ConfigOptions.key("sealstream.evidence.origin")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Name of the seal log, unique in the world, such as example.com/audit. Required.");

  public static final ConfigOption<LockMode> LOCK_MODE =
      ConfigOptions.key("sealstream.evidence.lock-mode")
          .enumType(LockMode.class)
          .defaultValue(LockMode.COMPLIANCE)
          .withDescription(
              "Object lock of everything published, without a retention table. NONE is refused except in development or for a folder.");

  public static final ConfigOption<Integer> RETENTION_YEARS =
      ConfigOptions.key("sealstream.evidence.retention-years")
          .intType()
          .defaultValue(7)
          .withDescription(
              "How long objects stay locked, 1 to 100 years from the day of sealing, without a retention table.");

  public static final ConfigOption<String> TIER =
      ConfigOptions.key("sealstream.evidence.tier")
          .stringType()
          .defaultValue("standard")
          .withDescription(
              "Retention tier named in every entry and object key, without a retention table.");

  public static final ConfigOption<String> RETENTION_TABLE =
      ConfigOptions.key("sealstream.evidence.retention-table")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File with the retention table, read where the job is submitted: tier, lock, years and storage class per tenant and class of record, in place of tier, lock-mode and retention-years. Its version must grow with every change.");

  public static final ConfigOption<String> CHANGES_TOPIC =
      ConfigOptions.key("sealstream.evidence.changes-topic")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Input topic to which the job writes an audit event when the retention table changes. Default: the first input topic.");

  public static final ConfigOption<String> CHANGES_TENANT =
      ConfigOptions.key("sealstream.evidence.changes-tenant")
          .stringType()
          .defaultValue("sealstream")
          .withDescription("Tenant of those events.");

  public static final ConfigOption<Duration> SEAL_INTERVAL =
      ConfigOptions.key("sealstream.evidence.seal-interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(60))
          .withDescription(
              "Time between two epochs: the job's checkpoint interval. At least 1 s; each epoch costs a few objects.");

  public static final ConfigOption<List<String>> HOLES_ALLOWED =
      ConfigOptions.key("sealstream.evidence.topics-with-holes")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Further sealed topics that are written in transactions or compacted, ';'-separated: their missing offsets are control slots, as those of the topics of violations, decisions and policies always are. In any other topic a missing offset is an alarm that verification reports.");

  public static final ConfigOption<String> VIOLATIONS_TOPIC =
      ConfigOptions.key("sealstream.evidence.violations-topic")
          .stringType()
          .defaultValue("audit.violations")
          .withDescription(
              "Topic of violations to seal beside the input topics; it need not exist yet. Empty seals none.");

  public static final ConfigOption<String> DECISIONS_TOPIC =
      ConfigOptions.key("sealstream.evidence.decisions-topic")
          .stringType()
          .defaultValue("audit.decisions")
          .withDescription(
              "Topic of decisions to seal beside the input topics; it need not exist yet. Empty seals none.");

  public static final ConfigOption<String> POLICIES_TOPIC =
      ConfigOptions.key("sealstream.evidence.policies-topic")
          .stringType()
          .defaultValue("audit.policies")
          .withDescription(
              "Topic of published policies to seal beside the input topics; it need not exist yet. Empty seals none.");

  public static final ConfigOption<Duration> PLANNED_OUTAGE =
      ConfigOptions.key("sealstream.evidence.planned-outage")
          .durationType()
          .defaultValue(Duration.ofDays(3))
          .withDescription(
              "The longest outage to survive without loss; retention of the sealed topics must exceed it.");

  public static final ConfigOption<String> REJECTED_TOPIC =
      ConfigOptions.key("sealstream.evidence.rejected-topic")
          .stringType()
          .defaultValue("audit.rejected")
          .withDescription(
              "Where undecodable records are copied whole; its max.message.bytes must exceed the input's.");

  public static final ConfigOption<MemorySize> REJECTED_MAX_BYTES =
      ConfigOptions.key("sealstream.evidence.rejected-max-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(16))
          .withDescription(
              "Largest copy that the producer sends; at most the rejected topic's max.message.bytes.");

  public static final ConfigOption<Integer> OPEN_BATCHES =
      ConfigOptions.key("sealstream.evidence.max-open-batches")
          .intType()
          .defaultValue(64)
          .withDescription(
              "Open batches per writer, each with an upload buffer. Beyond it the oldest is finished early, which costs an object more.");

  public static final ConfigOption<Boolean> DEVELOPMENT =
      ConfigOptions.key("sealstream.evidence.development")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Accepts a single-broker Kafka and a store that does not enforce locks. Evidence made under it proves nothing about loss or deletion: the job says so loudly.");

  static final List<ConfigOption<?>> ALL =
      Stream.of(
              InputOptions.ALL,
              TransactionOptions.ALL,
              List.<ConfigOption<?>>of(
                  STORE_URI,
                  STORE_OPTIONS,
                  KEY_FILE,
                  KEY_RING,
                  ORIGIN,
                  LOCK_MODE,
                  RETENTION_YEARS,
                  TIER,
                  RETENTION_TABLE,
                  CHANGES_TOPIC,
                  CHANGES_TENANT,
                  SEAL_INTERVAL,
                  HOLES_ALLOWED,
                  VIOLATIONS_TOPIC,
                  DECISIONS_TOPIC,
                  POLICIES_TOPIC,
                  PLANNED_OUTAGE,
                  REJECTED_TOPIC,
                  REJECTED_MAX_BYTES,
                  OPEN_BATCHES,
                  DEVELOPMENT))
          .flatMap(List::stream)
          .toList();

  private EvidenceOptions() {}
}
