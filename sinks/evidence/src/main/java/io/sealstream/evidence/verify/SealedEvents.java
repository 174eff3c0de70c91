package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.evidence.format.BatchReader;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.format.SealedRow;
import io.sealstream.evidence.format.SealedSchema;
import io.sealstream.evidence.records.RecordKind;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.codec.AuditEventDecoder;
import io.sealstream.schemas.codec.DecodeResult;
import io.sealstream.schemas.codec.DecodeResult.Decoded;
import io.sealstream.schemas.codec.DecodeResult.Undecodable;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * The records of events topics that an archive holds, decoded with the schemas that it stores:
 * epoch after epoch, batch after batch, each in the order of offsets. Checks no signature: verify
 * first. That a batch object has the hash its head names is checked. One thread.
 */
public final class SealedEvents {
  private final EvidenceStore store;
  private final SealedFiles files;
  private final ArchiveSchemas schemas;
  private final AuditEventDecoder decoder;

  /** Gets every record once: as an event, or as none. */
  public interface Receiver {
    void event(AuditEvent event);

    /** Of a record that is no event, where it lay in Kafka and why it is none; never payload. */
    void undecodable(String position, String why);
  }

  public SealedEvents(EvidenceStore store) {
    this.store = store;
    this.files = new SealedFiles(store);
    this.schemas = new ArchiveSchemas(store);
    // What was sealed as an event is one, whatever limits and bindings the job had.
    this.decoder =
        new AuditEventDecoder(
            schemas,
            new DecoderLimits(Integer.MAX_VALUE, Duration.ofDays(365_000)),
            TenantBinding.NONE);
  }

  /** How many epochs the newest note covers. */
  public long published() throws IOException {
    return files.size();
  }

  /**
   * Hands over the records of the first epochs.
   *
   * @param epochs how many; what is sealed later is not read
   * @throws IOException when the archive cannot be read
   * @throws EvidenceFormatException when it is damaged; by then a part has been handed over
   */
  public void read(long epochs, Receiver receiver) throws IOException {
    for (long epoch = 0; epoch < epochs; epoch++) {
      EpochSeal seal = files.seal(epoch);
      HeadsFile heads = files.heads(seal);
      for (SealedSchema schema : heads.schemas()) {
        schemas.learn(schema, seal.closedAtMillis());
      }
      for (NamedHead head : heads.heads()) {
        if (head.head().records() == RecordKind.EVENTS) {
          batch(head, receiver);
        }
      }
    }
  }

  private void batch(NamedHead named, Receiver receiver) throws IOException {
    String key = named.head().objectKey();
    try (InputStream in = store.open(key)) {
      var reader = new BatchReader(in, BatchLimits.DEFAULT);
      var unused = reader.open(named.identity());
      for (Optional<SealedRow> next = reader.next(); next.isPresent(); next = reader.next()) {
        record(next.get().record(), receiver);
      }
      if (!reader.sha256().equals(named.head().objectSha256())) {
        throw new EvidenceFormatException(
            VerdictCode.OBJECT_HASH, key + " is not the object that was sealed");
      }
    }
  }

  private void record(SealableRecord record, Receiver receiver) {
    if (record.reason() != null) {
      receiver.undecodable(record.received().position(), "sealed as " + record.reason());
      return;
    }
    DecodeResult result = decoder.decode(record.received());
    if (result instanceof Decoded decoded) {
      receiver.event(decoded.event());
    } else if (result instanceof Undecodable bad) {
      receiver.undecodable(record.received().position(), bad.reason() + ": " + bad.detail());
    }
  }
}
