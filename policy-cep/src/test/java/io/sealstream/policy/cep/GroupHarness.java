package io.sealstream.policy.cep;

import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sequence.PolicyText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** Policies in an operator harness. */
public final class GroupHarness implements AutoCloseable {
  private final KeyedOneInputStreamOperatorTestHarness<String, GroupFunction.Keyed, String> inner;

  GroupHarness(Map<String, PolicyText> policies, GroupLimits limits) throws Exception {
    var sequences =
        policies.entrySet().stream()
            .filter(e -> e.getValue().sequence.isPresent())
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().sequence()));
    var absences =
        policies.entrySet().stream()
            .filter(e -> e.getValue().absence.isPresent())
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().absence()));
    inner =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new GroupFunction(sequences, absences, limits, false)),
            GroupFunction.Keyed::key,
            Types.STRING);
  }

  /** One policy {@code p} with its rules a to e, open. */
  static GroupHarness of(String form) throws Exception {
    return of(PolicyText.withRules(form));
  }

  /** That policy as {@code p}, open. */
  public static GroupHarness of(PolicyText policy) throws Exception {
    if (policy.sequence.isEmpty() && policy.absence.isEmpty()) {
      throw new AssertionError(policy.errors());
    }
    return new GroupHarness(Map.of("p", policy), GroupLimits.DEFAULT).open();
  }

  GroupHarness open() throws Exception {
    inner.open();
    return this;
  }

  GroupHarness restored(OperatorSubtaskState state) throws Exception {
    inner.initializeState(state);
    inner.open();
    return this;
  }

  OperatorSubtaskState snapshot() throws Exception {
    return inner.snapshot(1, 1);
  }

  /** Events of policy p, in group g: each as rule letter and time in seconds, id alike. */
  GroupHarness events(String... events) throws Exception {
    for (String event : events) {
      add("p/g", hit(event));
    }
    return this;
  }

  /** Sends a hit. */
  public GroupHarness add(String key, Hit hit) throws Exception {
    inner.processElement(new GroupFunction.Keyed(key, hit), hit.timeMillis());
    return this;
  }

  GroupHarness watermark(long seconds) throws Exception {
    inner.processWatermark(seconds * 1000);
    return this;
  }

  /** The last one before that time. */
  GroupHarness watermarkBefore(long seconds) throws Exception {
    inner.processWatermark(seconds * 1000 - 1);
    return this;
  }

  /** Moves past all windows. */
  GroupHarness end() throws Exception {
    return watermark(10_000_000);
  }

  /** Moves past everything. */
  public GroupHarness endOfTime() throws Exception {
    inner.processWatermark(Long.MAX_VALUE);
    return this;
  }

  /** What came out since the last call. */
  public List<String> told() {
    List<String> told =
        inner.extractOutputValues().stream().map(text -> text.replace("p/g ", "")).toList();
    inner.getOutput().clear();
    return told;
  }

  int entries() {
    return inner.numKeyedStateEntries();
  }

  int timers() {
    return inner.numEventTimeTimers();
  }

  /**
   * A hit of the rules that its letters name, as in {@code ab12}: rules a and b at 12 seconds. What
   * comes after a colon is the value of its first slot.
   */
  static Hit hit(String event) {
    int colon = event.indexOf(':');
    String name = colon < 0 ? event : event.substring(0, colon);
    long rules = 0;
    int place = 0;
    while (Character.isLetter(name.charAt(place))) {
      rules |= 1L << (name.charAt(place) - 'a');
      place++;
    }
    int tie = name.indexOf('.');
    long seconds = Long.parseLong(name.substring(place, tie < 0 ? name.length() : tie));
    List<String> values = colon < 0 ? List.of() : List.of(event.substring(colon + 1));
    return new Hit(name, seconds * 1000, "t", 0, 0, rules, List.of(values));
  }

  @Override
  public void close() throws Exception {
    inner.close();
  }
}
