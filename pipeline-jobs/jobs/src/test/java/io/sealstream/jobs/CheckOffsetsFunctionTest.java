package io.sealstream.jobs;

import static org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness.repackageState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.jobs.RetentionOptions.OnDeleted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckOffsetsFunctionTest {
  private static final String T = "audit.events";

  /** Where partitions begin; fakes do not serialize, so the function finds them here. */
  private static final Map<Integer, Long> STARTS = new HashMap<>();

  private static final List<String> ASKED = new ArrayList<>();

  private static LogStarts broker() {
    return new LogStarts() {
      @Override
      public long of(String topic, int partition) throws IOException {
        ASKED.add(topic + "-" + partition);
        Long start = STARTS.get(partition);
        if (start == null) {
          throw new IOException("no answer");
        }
        return start;
      }

      @Override
      public void close() {
        ASKED.add("closed");
      }
    };
  }

  @BeforeEach
  void forget() {
    STARTS.clear();
    ASKED.clear();
  }

  private static OffsetsHarness fresh(OnDeleted onDeleted) throws Exception {
    return OffsetsHarness.open(CheckOffsetsFunctionTest::broker, onDeleted, null);
  }

  @Test
  void theBrokerIsNotAskedAsLongAsNothingIsMissing() throws Exception {
    try (var offsets = fresh(OnDeleted.HALT)) {
      offsets.process(T, 0, 5);
      offsets.process(T, 1, 70);
      offsets.process(T, 0, 6);
      offsets.process("other", 0, 0);
      offsets.process(T, 1, 71);
      offsets.process("other", 1, 900);
      assertThat(offsets.passed()).containsExactly(5L, 70L, 6L, 0L, 71L, 900L);
    }
    assertThat(ASKED).isEmpty();
  }

  @Test
  void whatTheBrokerStillHasIsNoLossButAHole() throws Exception {
    STARTS.put(0, 2L);
    try (var offsets = fresh(OnDeleted.HALT)) {
      offsets.process(T, 0, 2);
      offsets.process(T, 0, 4);
      STARTS.put(0, 5L);
      offsets.process(T, 0, 9);
      assertThat(offsets.passed()).containsExactly(2L, 4L, 9L);
      assertThat(offsets.deleted()).isZero();
    }
    assertThat(ASKED).containsExactly("audit.events-0", "audit.events-0", "closed");
  }

  @Test
  void deletedRecordsHaltTheJobAndAreNamed() throws Exception {
    STARTS.put(0, 107L);
    try (var offsets = fresh(OnDeleted.HALT)) {
      offsets.process(T, 0, 99);
      assertThatThrownBy(() -> offsets.process(T, 0, 107))
          .isInstanceOf(SuppressRestartsException.class)
          .cause()
          .isInstanceOf(DeletedRecordsException.class)
          .hasMessageStartingWith("7 records of audit.events-0, offsets 100 to 106, were deleted")
          .hasMessageContaining("sealstream.input.on-deleted-records=COUNT");
      assertThat(offsets.passed()).containsExactly(99L);
    }
  }

  @Test
  void onlyWhatWasNotReadCountsThoughMoreIsDeletedMeanwhile() throws Exception {
    STARTS.put(0, 500L);
    try (var offsets = fresh(OnDeleted.COUNT)) {
      offsets.process(T, 0, 99);
      offsets.process(T, 0, 103);
      offsets.process(T, 0, 104);
      assertThat(offsets.passed()).containsExactly(99L, 103L, 104L);
      assertThat(offsets.deleted()).isEqualTo(3);
    }
  }

  @Test
  void whatGoesWhileTheJobIsDownIsNoticed() throws Exception {
    OperatorSubtaskState state;
    try (var offsets = fresh(OnDeleted.HALT)) {
      offsets.process(T, 0, 9);
      offsets.process(T, 1, 0);
      state = offsets.snapshot();
    }
    STARTS.put(0, 20L);
    try (var offsets =
        OffsetsHarness.open(CheckOffsetsFunctionTest::broker, OnDeleted.HALT, state)) {
      offsets.process(T, 1, 1);
      assertThatThrownBy(() -> offsets.process(T, 0, 20))
          .cause()
          .hasMessageStartingWith("10 records of audit.events-0, offsets 10 to 19");
    }
  }

  @Test
  void afterARescaleEveryTaskKnowsEveryPartitionAndTheFurthestOffsetCounts() throws Exception {
    OperatorSubtaskState one;
    OperatorSubtaskState other;
    try (var offsets = fresh(OnDeleted.HALT)) {
      offsets.process(T, 0, 9);
      one = offsets.snapshot();
    }
    try (var offsets = OffsetsHarness.open(CheckOffsetsFunctionTest::broker, OnDeleted.HALT, one)) {
      offsets.process(T, 0, 10);
      offsets.process(T, 1, 4);
      other = offsets.snapshot();
    }
    STARTS.put(0, 12L);
    STARTS.put(1, 6L);
    for (var both : List.of(repackageState(one, other), repackageState(other, one))) {
      try (var offsets =
          OffsetsHarness.open(CheckOffsetsFunctionTest::broker, OnDeleted.COUNT, both)) {
        offsets.process(T, 0, 12);
        offsets.process(T, 1, 6);
        assertThat(offsets.deleted()).isEqualTo(2);
      }
    }
  }

  @Test
  void aBrokerThatDoesNotAnswerFailsTheTask() throws Exception {
    try (var offsets = fresh(OnDeleted.COUNT)) {
      offsets.process(T, 0, 1);
      assertThatThrownBy(() -> offsets.process(T, 0, 3)).isInstanceOf(IOException.class);
      assertThat(offsets.passed()).containsExactly(1L);
    }
  }

  @Test
  void aTopicMadeAnewStartsAgainWithoutALoss() throws Exception {
    try (var offsets = fresh(OnDeleted.HALT)) {
      offsets.process(T, 0, 50);
      offsets.process(T, 0, 0);
      offsets.process(T, 0, 1);
      assertThat(offsets.passed()).containsExactly(50L, 0L, 1L);
    }
    assertThat(ASKED).isEmpty();
  }
}
