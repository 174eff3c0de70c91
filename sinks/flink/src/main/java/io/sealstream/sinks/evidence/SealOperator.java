package io.sealstream.sinks.evidence;

import io.sealstream.evidence.format.Coverage;
import io.sealstream.evidence.format.EpochSeal.Provenance;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.SigningKeys;
import io.sealstream.evidence.publish.ArchiveAdoption;
import io.sealstream.evidence.publish.EpochSealer;
import io.sealstream.evidence.publish.EpochSealer.Gathered;
import io.sealstream.evidence.publish.EvidenceHaltException;
import io.sealstream.evidence.publish.PartitionCut;
import io.sealstream.evidence.publish.PendingEpoch;
import io.sealstream.evidence.publish.SealerState;
import io.sealstream.evidence.publish.SealerStateCodec;
import io.sealstream.evidence.publish.SealingRules;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * The one sealer: cuts an epoch at every barrier, whatever becomes of the checkpoint, and once at
 * the end of input. Never looks at the checkpoint id of what it receives: after an aborted
 * checkpoint one epoch holds several cuts of a partition.
 *
 * <p>The barrier waits for nobody: the broker and the archive are asked on other threads, with one
 * exception: a hole that must not be there is looked into before it is sealed as one.
 */
final class SealOperator extends AbstractStreamOperator<CommittableMessage<PendingEpoch>>
    implements OneInputStreamOperator<
            CommittableMessage<PartitionCut>, CommittableMessage<PendingEpoch>>,
        BoundedOneInput {
  private static final long serialVersionUID = 1L;
  private static final ListStateDescriptor<byte[]> STATE =
      new ListStateDescriptor<>("sealer-v1", BytePrimitiveArraySerializer.INSTANCE);

  private final EvidenceSinkConfig sinkConfig;
  private final String run;
  private final BrokerWatch.Opener brokerOpener;
  private transient @Nullable ListState<byte[]> saved;
  private transient @Nullable SealerState state;
  private transient @Nullable EpochSealer sealer;
  private transient @Nullable BrokerWatch broker;
  private transient @Nullable ArchiveWatch archive;
  private transient @Nullable KeyWatch keys;
  private transient @Nullable SealMetrics sealMetrics;
  private transient @Nullable UnsealedBytes unsealed;
  private transient @Nullable Clock clock;
  private transient List<PartitionCut> gathered = new ArrayList<>();
  private transient boolean ended;
  private transient long lastCheckpointId;

  SealOperator(EvidenceSinkConfig sinkConfig, String run, BrokerWatch.Opener brokerOpener) {
    this.sinkConfig = sinkConfig;
    this.run = run;
    this.brokerOpener = brokerOpener;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    gathered = new ArrayList<>();
    lastCheckpointId = context.getRestoredCheckpointId().orElse(0);
    clock = Clock.systemUTC();
    saved = context.getOperatorStateStore().getListState(STATE);
    SealerState restored = SealerState.initial(clock.millis());
    for (byte[] bytes : saved.get()) {
      restored = SealerStateCodec.decode(bytes);
    }
    try {
      start(restored, clock);
    } catch (EvidenceHaltException e) {
      LOG.error("sealing halts: {}", e.getMessage());
      throw Halts.toFlink(e);
    }
    var watch = Objects.requireNonNull(archive);
    unsealed =
        UnsealedBytes.restore(
            context.getOperatorStateStore(), watch::published, current().nextEpoch());
    sealMetrics =
        new SealMetrics(getMetricGroup(), clock, clock.millis())
            .showing(unsealed)
            .showing(watch.forks());
  }

  private void start(SealerState restored, Clock now) throws IOException {
    SigningKeys signingKeys = sinkConfig.log().signingKeys();
    keys = KeyWatch.open(signingKeys);
    var rules =
        new SealingRules(
            sinkConfig.topics().sealed(),
            sinkConfig.retention(),
            provenance(),
            SaltSource.secure());
    sealer = new EpochSealer(rules);
    try (var store = sinkConfig.archive().open()) {
      var adoption = new ArchiveAdoption(store, SaltSource.secure());
      if (adoption.rollForward(signingKeys, sinkConfig.retention().longest().from(now.instant()))) {
        LOG.warn("an earlier run left the newest seal without its note; it is written now");
      }
      var adopted = adoption.adopt(restored);
      LOG.info("sealing goes on at epoch {}: {}", adopted.state().nextEpoch(), adopted.relation());
      state = adopted.state();
    }
    archive = ArchiveWatch.open(sinkConfig, run, now.instant());
  }

  private Provenance provenance() {
    String version = EvidenceSink.class.getPackage().getImplementationVersion();
    return new Provenance(
        TreeHash.ZERO,
        TreeHash.ZERO,
        sinkConfig.sha256(),
        version == null ? "development" : version,
        sinkConfig.retention().sha256(),
        Objects.requireNonNull(keys).inUse());
  }

  @Override
  public void open() throws Exception {
    super.open();
    var watch = brokerOpener.open(sinkConfig.topics());
    broker = watch;
    try {
      Truncation.refuse(current(), watch.latest());
    } catch (EvidenceHaltException e) {
      LOG.error("sealing halts: {}", e.getMessage());
      throw Halts.toFlink(e);
    }
  }

  @Override
  public void processElement(StreamRecord<CommittableMessage<PartitionCut>> element) {
    if (element.getValue() instanceof CommittableWithLineage<PartitionCut> cut) {
      gathered.add(cut.getCommittable());
      Objects.requireNonNull(unsealed).gathered(cut.getCommittable());
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    lastCheckpointId = checkpointId;
    if (!ended) {
      cut(checkpointId);
    }
  }

  @Override
  public void endInput() throws Exception {
    // As Flink's own writers number what follows the last barrier.
    cut(lastCheckpointId + 1);
    ended = true;
  }

  private void cut(long checkpointId) throws IOException {
    var watch = Objects.requireNonNull(broker, "not opened");
    var behind = Objects.requireNonNull(archive, "not opened");
    var cutter = Objects.requireNonNull(sealer, "not opened");
    SealerState before = behind.receipt().map(current()::withReceipt).orElse(current());
    var input =
        new Gathered(
            checkpointId,
            gathered,
            watch.latest(),
            behind.takeAbandoned(),
            Objects.requireNonNull(keys, "not opened").inUse());
    EpochSealer.Sealed sealed;
    try {
      if (cutter.showsUnexplainedHole(before, input)) {
        input =
            new Gathered(checkpointId, gathered, watch.ask(), input.abandoned(), input.signers());
      }
      sealed = cutter.seal(before, input, Objects.requireNonNull(clock).instant());
    } catch (EvidenceHaltException e) {
      LOG.error("sealing halts: {}", e.getMessage());
      throw Halts.toFlink(e);
    }
    state = sealed.state();
    gathered.clear();
    Objects.requireNonNull(unsealed).cut(sealed.seal().epoch());
    sealed.seal().coverage().forEach(SealOperator::reportLoss);
    Objects.requireNonNull(sealMetrics).sealed(sealed.seal());
    output.collect(new StreamRecord<>(new CommittableSummary<>(0, 1, checkpointId, 1, 0)));
    output.collect(
        new StreamRecord<>(new CommittableWithLineage<>(sealed.pending(), checkpointId, 0)));
  }

  private static void reportLoss(Coverage covered) {
    if (covered.lostCount() > 0) {
      LOG.error(
          "LOST: retention deleted {} offsets of {} before they were read: {}",
          covered.lostCount(),
          covered.topicPartition(),
          covered.lost());
    }
    if (covered.controlSlots() > 0 && !covered.gapsDeclared()) {
      LOG.error(
          "GAP_NOT_ALLOWED: {} offsets are missing in {} from {} to {}, where producers write no"
              + " transactions; the seal says so and verification will fail",
          covered.controlSlots(),
          covered.topicPartition(),
          covered.from(),
          covered.to());
    }
  }

  private SealerState current() {
    return Objects.requireNonNull(state, "not initialised");
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    Objects.requireNonNull(saved).update(List.of(SealerStateCodec.encode(current())));
    Objects.requireNonNull(unsealed).snapshot();
  }

  /** All tasks run now, so the committer has settled what it restored. */
  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    Objects.requireNonNull(sealMetrics).completed(current().openedAtMillis());
    Objects.requireNonNull(archive).lookAround(current());
    Objects.requireNonNull(keys).lookAround();
  }

  @Override
  public void close() throws Exception {
    if (broker != null) {
      broker.close();
    }
    if (archive != null) {
      archive.close();
    }
    if (keys != null) {
      keys.close();
    }
    super.close();
  }
}
