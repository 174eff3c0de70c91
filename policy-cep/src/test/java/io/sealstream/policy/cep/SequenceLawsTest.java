package io.sealstream.policy.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.sequence.Found;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** Sequences, as Flink's automaton runs them here, against their definition. */
class SequenceLawsTest {

  @Property(tries = 500)
  void findsWhatEveryChoiceOfEventsFinds(@ForAll long seed) throws Exception {
    RandomSequences random = new RandomSequences(seed);
    Sequence sequence = random.sequence();
    List<Hit> hits = random.hits();
    List<String> expected = NaiveSequence.found(sequence, hits).stream().map(this::text).toList();
    assertThat(run(sequence, hits, new Random(seed)))
        .describedAs("%s%n%s", sequence, hits)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Property(tries = 500)
  void findsWhatFlinkFindsInOrder(@ForAll long seed) throws Exception {
    RandomSequences random = new RandomSequences(seed);
    Sequence sequence = random.fullSequence();
    List<Hit> hits = random.hits();
    List<String> told =
        CepOracle.matches(sequence, hits).stream().map(events -> "p/g < " + events).toList();
    assertThat(run(sequence, hits, new Random(seed)))
        .describedAs("%s%n%s", sequence, hits)
        .containsExactlyElementsOf(eachAnchor(told, hits));
  }

  @Property(tries = 300)
  void findsTheSameWithARestoreInTheMiddle(@ForAll long seed) throws Exception {
    RandomSequences random = new RandomSequences(seed);
    Sequence sequence = random.fullSequence();
    List<Hit> hits = random.hits();
    int restoredAfter = hits.isEmpty() ? 0 : new Random(seed).nextInt(hits.size());
    assertThat(run(sequence, hits, new Random(seed), restoredAfter))
        .describedAs("%s%n%s", sequence, hits)
        .containsExactlyElementsOf(run(sequence, hits, new Random(seed)));
  }

  @Property(tries = 500)
  void findsTheSameWhereEachStepIsWatched(@ForAll long seed) throws Exception {
    assertSame(seed, hits -> GroupLimits.DEFAULT, true);
  }

  @Property(tries = 300)
  void findsTheSameInACrowdedGroup(@ForAll long seed) throws Exception {
    assertSame(seed, hits -> new GroupLimits(Math.max(1, hits), 1_000), false);
  }

  private void assertSame(long seed, IntFunction<GroupLimits> limits, boolean watched)
      throws Exception {
    RandomSequences random = new RandomSequences(seed);
    Sequence sequence = random.fullSequence();
    List<Hit> hits = random.hits();
    assertThat(run(sequence, hits, new Random(seed), -1, limits.apply(hits.size()), watched))
        .describedAs("%s%n%s", sequence, hits)
        .containsExactlyElementsOf(run(sequence, hits, new Random(seed)));
  }

  private List<String> run(Sequence sequence, List<Hit> hits, Random random) throws Exception {
    return run(sequence, hits, random, -1);
  }

  private List<String> run(Sequence sequence, List<Hit> hits, Random random, int restoredAfter)
      throws Exception {
    return run(sequence, hits, random, restoredAfter, GroupLimits.DEFAULT, false);
  }

  /**
   * In any order of arrival, with watermarks in between that leave nothing behind.
   *
   * @param restoredAfter how many hits before a restore; with less than none there is none
   */
  private List<String> run(
      Sequence sequence,
      List<Hit> hits,
      Random random,
      int restoredAfter,
      GroupLimits limits,
      boolean watched)
      throws Exception {
    List<Hit> left = new ArrayList<>(hits);
    Collections.shuffle(left, random);
    List<String> told = new ArrayList<>();
    var function = new GroupFunction(Map.of("p", sequence), Map.of(), limits, watched);
    var harness = harness(function, null);
    try {
      while (!left.isEmpty()) {
        if (hits.size() - left.size() == restoredAfter) {
          told.addAll(harness.extractOutputValues());
          OperatorSubtaskState state = harness.snapshot(1, 1);
          harness.close();
          harness = harness(function, state);
        }
        Hit hit = left.remove(0);
        harness.processElement(new GroupFunction.Keyed("p/g", hit), hit.timeMillis());
        long safe = left.stream().mapToLong(Hit::timeMillis).min().orElse(1) - 1;
        if (random.nextBoolean()) {
          harness.processWatermark(safe);
        }
      }
      harness.processWatermark(1_000_000);
      assertThat(harness.numKeyedStateEntries()).isZero();
      told.addAll(harness.extractOutputValues());
      return eachAnchor(told, hits);
    } finally {
      harness.close();
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, GroupFunction.Keyed, String>
      harness(GroupFunction function, @Nullable OperatorSubtaskState restored) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function), GroupFunction.Keyed::key, Types.STRING);
    if (restored != null) {
      harness.initializeState(restored);
    }
    harness.open();
    return harness;
  }

  /** A last step that must not happen ends matches with one anchor at different times. */
  private List<String> eachAnchor(List<String> told, List<Hit> hits) {
    Map<String, Hit> byId =
        hits.stream().collect(Collectors.toMap(Hit::eventId, Function.identity()));
    List<Found> found = new ArrayList<>();
    for (String text : told) {
      if (!text.startsWith("NO_PART")) {
        assertThat(text).startsWith("p/g ");
        String events = text.substring(text.indexOf('<') + 2);
        found.add(
            Found.of(
                Pattern.compile(" ")
                    .splitAsStream(events)
                    .map(id -> Objects.requireNonNull(byId.get(id)))
                    .toList()));
      }
    }
    return Found.eachAnchor(found).stream().map(this::text).toList();
  }

  private String text(Found found) {
    return "p/g "
        + found.anchor().eventId()
        + " < "
        + found.events().stream().map(Hit::eventId).collect(Collectors.joining(" "));
  }
}
