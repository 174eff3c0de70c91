package io.sealstream.sinks.evidence;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.Coverage;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.keys.KeySource;
import io.sealstream.evidence.note.KeyPairSigner;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.publish.EpochPublisher;
import io.sealstream.evidence.publish.EpochPublisher.Outcome;
import io.sealstream.evidence.publish.PartitionCut;
import io.sealstream.evidence.publish.PartitionId;
import io.sealstream.evidence.publish.PendingEpoch;
import io.sealstream.evidence.records.RecordKind;
import io.sealstream.evidence.records.SealedTopics;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.FolderEvidenceStore;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.store.StagedObject;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.VerificationReport;
import io.sealstream.evidence.verify.VerifyOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.jspecify.annotations.Nullable;

/** An archive in a folder, its key, and the sink's settings for it. */
final class TestArchive {
  static final String ORIGIN = "test/log";
  private static final RetentionTable ONE_RULE =
      RetentionTable.single("standard", LockMode.NONE, 0);

  final EvidenceStore store;
  final KeyPairSigner signer = NoteSigner.generate(ORIGIN);
  final EvidenceSinkConfig config;
  private final AtomicInteger writers = new AtomicInteger();

  private TestArchive(
      Path work, RetentionTable table, Set<String> holesAllowed, EvidenceSinkConfig.Bounds bounds)
      throws IOException {
    this(work, table, holesAllowed, bounds, KeySource.keyFile(work.resolve("key.pem").toString()));
    signer.writePem(work.resolve("key.pem"));
  }

  private TestArchive(
      Path work,
      RetentionTable table,
      Set<String> holesAllowed,
      EvidenceSinkConfig.Bounds bounds,
      KeySource keys) {
    Path folder = work.resolve("archive");
    store = new FolderEvidenceStore(folder);
    config =
        new EvidenceSinkConfig(
            new EvidenceSinkConfig.Archive(folder.toString(), Map.of()),
            new EvidenceSinkConfig.Log(ORIGIN, keys),
            table,
            new EvidenceSinkConfig.Topics(
                new SealedTopics(Map.of(SampleRecords.TOPIC, RecordKind.EVENTS), holesAllowed),
                Map.of(),
                Duration.ofSeconds(1)),
            bounds);
  }

  static TestArchive in(Path work) throws IOException {
    return new TestArchive(work, ONE_RULE, Set.of(), EvidenceSinkConfig.Bounds.DEFAULT);
  }

  static TestArchive under(RetentionTable table, Path work) throws IOException {
    return new TestArchive(work, table, Set.of(), EvidenceSinkConfig.Bounds.DEFAULT);
  }

  /** Whose keys are in this ring; {@link #signer} is written nowhere. */
  static TestArchive withRing(Path work, Path ring) {
    return new TestArchive(
        work,
        ONE_RULE,
        Set.of(),
        EvidenceSinkConfig.Bounds.DEFAULT,
        KeySource.keyRing(ring.toString()));
  }

  static TestArchive allowingHoles(Path work) throws IOException {
    return new TestArchive(
        work, ONE_RULE, Set.of(SampleRecords.TOPIC), EvidenceSinkConfig.Bounds.DEFAULT);
  }

  static TestArchive bounded(Path work, EvidenceSinkConfig.Bounds bounds) throws IOException {
    return new TestArchive(work, ONE_RULE, Set.of(), bounds);
  }

  /** A writer that takes this as published. */
  EvidenceWriter writer(Map<PartitionId, Long> published) {
    return writer(published, new FolderEvidenceStore(Path.of(config.archive().uri())));
  }

  /** The same, which stages its uploads there. */
  EvidenceWriter writer(Map<PartitionId, Long> published, EvidenceStore stage) {
    return new EvidenceWriter(
        config,
        new EvidenceWriter.Surroundings(
            stage,
            // The sealer's own clock: what an earlier run left is looked for by the hour.
            Clock.systemUTC(),
            SaltSource.secure()),
        published,
        "run-" + writers.getAndIncrement(),
        new WriterMetrics(new UnregisteredMetricsGroup()));
  }

  /** What a writer hands on at the barrier after these records, all of one partition. */
  PartitionCut cut(List<SealableRecord> records) throws IOException {
    try (EvidenceWriter writer = writer(Map.of())) {
      writeAll(writer, records);
      return writer.prepareCommit().iterator().next();
    }
  }

  static void writeAll(EvidenceWriter writer, Collection<SealableRecord> records)
      throws IOException {
    for (SealableRecord record : records) {
      writer.write(record, NoContext.INSTANCE);
    }
  }

  /** Publishes as a live committer does. */
  Outcome publish(PendingEpoch pending) throws IOException {
    return new EpochPublisher(store, signer, change -> {}).publish(pending, false);
  }

  /** Publishes as far as the heads file, as a committer that crashes before the seal. */
  void publishUpToHeads(PendingEpoch pending) throws IOException {
    for (StagedObject object : pending.objects()) {
      var unused = store.complete(object, pending.lock());
    }
    String key = EpochSeal.parse(pending.seal()).headsKey();
    var unused = store.createOnce(key, pending.heads(), pending.lock());
  }

  /** Publishes as far as the seal, as a committer that crashes before tiles and note. */
  void publishUpToSeal(PendingEpoch pending) throws IOException {
    publishUpToHeads(pending);
    String key = ArchiveLayout.seal(pending.epoch());
    var unused = store.createOnce(key, pending.seal(), pending.lock());
  }

  EpochSeal seal(long epoch) throws IOException {
    return EpochSeal.parse(store.read(ArchiveLayout.seal(epoch)).orElseThrow());
  }

  VerificationReport verify() throws IOException {
    return EvidenceVerifier.verify(store, TrustFile.of(signer.key()), VerifyOptions.DEFAULT);
  }

  /** The seal's coverage of this partition. */
  static Coverage coverage(PendingEpoch pending, PartitionId partition) {
    return EpochSeal.parse(pending.seal()).coverage().stream()
        .filter(c -> c.topicPartition().equals(partition.toString()))
        .findFirst()
        .orElseThrow();
  }

  private enum NoContext implements SinkWriter.Context {
    INSTANCE;

    @Override
    public long currentWatermark() {
      return Long.MIN_VALUE;
    }

    @Override
    public @Nullable Long timestamp() {
      return null;
    }
  }
}
