package io.sealstream.cli.reckoning;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.codec.AuditEventDecoder;
import io.sealstream.schemas.codec.AvroWireDecoder;
import io.sealstream.schemas.codec.DecodeResult;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.DecisionOutcome;
import io.sealstream.schemas.v1.Rejected;
import io.sealstream.schemas.v1.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Counts the topics by reading them whole, committed records only. Memory grows with the ids it
 * sees: for demos and tests.
 */
public final class KafkaReckoner {
  /** The other outcomes are of policies: their versions, and sums of what they evaluated. */
  private static final Set<DecisionOutcome> OF_FINDINGS =
      Set.of(DecisionOutcome.VIOLATION, DecisionOutcome.SUPPRESSED, DecisionOutcome.SHADOW);

  private final TopicReader reader;
  private final SchemaRegistryClient registry;

  public KafkaReckoner(String bootstrapServers, SchemaRegistryClient registry) {
    this.reader = new TopicReader(bootstrapServers);
    this.registry = registry;
  }

  /** Counts events topics, judging each record by the limits and the binding that the jobs have. */
  public EventsReckoning events(List<String> topics, DecoderLimits limits, TenantBinding binding) {
    var decoder = new AuditEventDecoder(registry, limits, binding);
    var tally = new EventsTally();
    var ends = new TreeMap<String, Long>();
    for (String topic : topics) {
      reader
          .read(topic, record -> tally.add(record, decoder.decode(received(record))))
          .forEach((partition, end) -> ends.put(partition.toString(), end));
    }
    return new EventsReckoning(tally.records, ends, tally.ids, tally.decodable, tally.undecodable);
  }

  /** Counts the rejected copies. */
  public RejectedReckoning rejected(String topic) {
    var decoder = new AvroWireDecoder<>(registry, Rejected.class);
    Map<String, Undecodable> copies = new TreeMap<>();
    List<String> repeated = new ArrayList<>();
    long[] records = {0};
    reader.read(
        topic,
        record -> {
          records[0]++;
          Rejected rejected = decoder.decode(record.value());
          String origin =
              rejected.getTopic() + "-" + rejected.getPartition() + "@" + rejected.getOffset();
          var copy = new Undecodable(fingerprint(rejected), rejected.getReason());
          if (copies.put(origin, copy) != null) {
            repeated.add(origin);
          }
        });
    return new RejectedReckoning(records[0], copies, repeated);
  }

  /** Counts what lies in each partition of these topics, whatever it is, by position. */
  public SortedMap<String, Written> written(List<String> topics) {
    var written = new TreeMap<String, Written>();
    for (String topic : topics) {
      reader
          .read(
              topic,
              record ->
                  written.merge(
                      record.topic() + "-" + record.partition(),
                      Written.NOTHING.and(record.offset()),
                      (before, one) -> before.and(record.offset())))
          .forEach(
              (partition, end) ->
                  written.merge(
                      partition.toString(),
                      Written.NOTHING.upTo(end),
                      (counted, none) -> counted.upTo(end)));
    }
    return written;
  }

  /** Counts the violations. */
  public ViolationsReckoning violations(String topic) {
    var decoder = new AvroWireDecoder<>(registry, Violation.class);
    Map<String, Violation> byId = new TreeMap<>();
    long[] records = {0};
    reader.read(
        topic,
        record -> {
          records[0]++;
          Violation violation = decoder.decode(record.value());
          byId.put(violation.getId(), violation);
        });
    return new ViolationsReckoning(records[0], byId);
  }

  /** The decisions about findings, each id once; not those about policies. */
  public Map<String, Decision> decisions(String topic) {
    var decoder = new AvroWireDecoder<>(registry, Decision.class);
    Map<String, Decision> byId = new TreeMap<>();
    reader.read(
        topic,
        record -> {
          Decision decision = decoder.decode(record.value());
          if (OF_FINDINGS.contains(decision.getOutcome())) {
            byId.put(decision.getId(), decision);
          }
        });
    return byId;
  }

  private static final class EventsTally {
    private long records;
    private long decodable;
    private final Map<String, Set<String>> ids = new TreeMap<>();
    private final Map<String, Undecodable> undecodable = new TreeMap<>();

    void add(ConsumerRecord<byte[], byte[]> record, DecodeResult result) {
      records++;
      if (result instanceof DecodeResult.Decoded decoded) {
        AuditEvent event = decoded.event();
        decodable++;
        ids.computeIfAbsent(event.getTenantId(), tenant -> new HashSet<>()).add(event.getId());
      } else if (result instanceof DecodeResult.Undecodable bad) {
        String position = record.topic() + "-" + record.partition() + "@" + record.offset();
        undecodable.put(position, new Undecodable(fingerprint(record), bad.reason().name()));
      }
    }
  }

  private static ReceivedRecord received(ConsumerRecord<byte[], byte[]> record) {
    return new ReceivedRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.leaderEpoch().orElse(-1),
        record.timestamp(),
        TopicReader.timestampKind(record),
        null,
        record.value() == null ? null : Bytes.wrap(record.value()),
        List.of());
  }

  private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }

  private static String fingerprint(ConsumerRecord<byte[], byte[]> record) {
    var fingerprint = new Fingerprint().add(record.key()).add(record.value());
    record.headers().forEach(header -> fingerprint.add(utf8(header.key())).add(header.value()));
    return fingerprint.hex();
  }

  private static String fingerprint(Rejected copy) {
    var fingerprint = new Fingerprint().add(bytes(copy.getKey())).add(bytes(copy.getValue()));
    copy.getHeaders()
        .forEach(header -> fingerprint.add(utf8(header.getName())).add(bytes(header.getValue())));
    return fingerprint.hex();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
