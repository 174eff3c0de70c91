package io.sealstream.sinks.evidence;

import static io.sealstream.sinks.evidence.SampleRecords.P0;
import static io.sealstream.sinks.evidence.SampleRecords.P1;
import static io.sealstream.sinks.evidence.SampleRecords.garbage;
import static io.sealstream.sinks.evidence.TestArchive.coverage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.publish.BrokerView.Extent;
import io.sealstream.evidence.publish.PartitionCut;
import io.sealstream.evidence.publish.PendingEpoch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two writers and committers become one, then two again; the sealer is one throughout. */
class RescalingTest {
  private final FakeBroker broker = FakeBroker.whole();

  @TempDir private Path work = Path.of("");
  private TestArchive archive;

  /** The sink's operators at one parallelism. */
  private final class Job implements AutoCloseable {
    private final List<WriterHarness> writers = new ArrayList<>();
    private final List<CommitterHarness> committers = new ArrayList<>();
    private final SealerHarness sealer;

    /** Without state. */
    Job(int parallelism) throws Exception {
      for (int i = 0; i < parallelism; i++) {
        var subtask = new Subtask(i, parallelism);
        writers.add(WriterHarness.start(archive, subtask));
        committers.add(CommitterHarness.start(archive, subtask));
      }
      sealer = SealerHarness.start(archive, broker, "run");
    }

    /** Restored, each operator with its share. */
    Job(int parallelism, State state) throws Exception {
      for (int i = 0; i < parallelism; i++) {
        var subtask = new Subtask(i, parallelism);
        long id = state.checkpointId();
        committers.add(
            CommitterHarness.restore(archive, subtask, subtask.shareOf(state.committers()), id));
        writers.add(WriterHarness.restore(archive, subtask, subtask.shareOf(state.writers()), id));
      }
      sealer = SealerHarness.restore(archive, broker, state.sealer(), state.checkpointId());
    }

    void write(int writer, List<SealableRecord> records) throws Exception {
      writers.get(writer).write(records);
    }

    /** The barrier passes writers, sealer and committers, and every state is kept. */
    State checkpoint(long id) throws Exception {
      List<OperatorSubtaskState> writerStates = new ArrayList<>();
      for (WriterHarness writer : writers) {
        for (PartitionCut cut : writer.barrier(id)) {
          sealer.gather(cut, id);
        }
        writerStates.add(writer.snapshot(id));
      }
      // The stream from the sealer is global: the first committer gets everything.
      committers.get(0).receive(sealer.cut(id));
      var sealerState = sealer.snapshot(id);
      List<OperatorSubtaskState> committerStates = new ArrayList<>();
      for (CommitterHarness committer : committers) {
        committerStates.add(committer.snapshot(id));
      }
      return new State(id, writerStates, sealerState, committerStates);
    }

    void complete(long id) throws Exception {
      for (CommitterHarness committer : committers) {
        committer.complete(id);
      }
    }

    PendingEpoch newest() {
      return sealer.newest();
    }

    @Override
    public void close() throws Exception {
      for (WriterHarness writer : writers) {
        writer.close();
      }
      sealer.close();
      for (CommitterHarness committer : committers) {
        committer.close();
      }
    }
  }

  /** What a checkpoint holds. */
  private record State(
      long checkpointId,
      List<OperatorSubtaskState> writers,
      OperatorSubtaskState sealer,
      List<OperatorSubtaskState> committers) {}

  @BeforeEach
  void makeArchive() throws Exception {
    archive = TestArchive.in(work);
    broker.list(P1, new Extent(0, 1_000, 0));
  }

  private void verify(int epochs, long records) throws Exception {
    var report = archive.verify();
    assertThat(report.lines()).last().isEqualTo("VERIFIED L4");
    assertThat(report.summary().epochs()).isEqualTo(epochs);
    assertThat(report.summary().records()).isEqualTo(records);
  }

  /** A crash after checkpoint 2, before it is published: the epoch is in a committer's state. */
  private State twoWriters() throws Exception {
    try (var job = new Job(2)) {
      job.write(0, garbage(P0, 0, 4));
      job.write(1, garbage(P1, 0, 2));
      var unused = job.checkpoint(1);
      job.complete(1);
      job.write(0, garbage(P0, 4, 6));
      job.write(1, garbage(P1, 2, 5));
      return job.checkpoint(2);
    }
  }

  /** Publishes one epoch more than the state that is kept knows of. */
  private State oneWriter(State before) throws Exception {
    try (var job = new Job(1, before)) {
      verify(2, 6 + 5);
      job.write(0, garbage(P0, 6, 9));
      job.write(0, garbage(P1, 5, 6));
      State kept = job.checkpoint(3);
      job.complete(3);
      job.write(0, garbage(P0, 9, 11));
      job.write(0, garbage(P1, 6, 9));
      var unused = job.checkpoint(4);
      job.complete(4);
      return kept;
    }
  }

  @Test
  void everyOffsetIsSealedOnceThroughTwoOneAndTwoWriters() throws Exception {
    State two = twoWriters();
    verify(1, 4 + 2);
    State one = oneWriter(two);
    verify(4, 11 + 9);

    // From the older state, with the partitions changed over: the source reads epoch 3 again.
    try (var job = new Job(2, one)) {
      job.write(0, garbage(P1, 6, 12));
      job.write(1, garbage(P0, 9, 13));
      var unused = job.checkpoint(5);
      assertThat(List.of(coverage(job.newest(), P0), coverage(job.newest(), P1)))
          .extracting("from", "to", "sealed")
          .containsExactly(tuple(11L, 13L, 2L), tuple(9L, 12L, 3L));
      job.complete(5);
    }
    verify(5, 13 + 12);
  }
}
