package io.sealstream.policy.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.correlate.NaiveCorrelation.Found;
import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Hit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Stands for the operator: one state for each key, timers, and what comes out. */
public final class Feed implements Output {
  public final List<Match> matches = new ArrayList<>();
  public final Map<Loss, Long> losses = new EnumMap<>(Loss.class);
  final Map<List<String>, CorrelationState> states = new LinkedHashMap<>();

  private final Correlator correlator;
  private long watermark = Long.MIN_VALUE;

  public Feed(Correlator correlator) {
    this.correlator = correlator;
  }

  /** Without lateness, with the usual limits. */
  static Feed of(Correlation plan) {
    return new Feed(new Correlator(plan, Limits.DEFAULT, Duration.ZERO));
  }

  /** Adds the hits in order, then ends the stream. */
  static List<String> anchors(Correlation plan, Hit... hits) {
    Feed feed = of(plan);
    Arrays.asList(hits).forEach(feed::add);
    feed.watermark(Long.MAX_VALUE);
    return feed.anchors();
  }

  @Override
  public void match(Match match) {
    matches.add(match);
  }

  @Override
  public void lost(Loss loss, long count) {
    losses.merge(loss, count, Long::sum);
  }

  /** What became of it in each of its keys. */
  public List<Added> add(Hit hit) {
    List<Added> added = new ArrayList<>();
    for (List<String> key : correlator.keys(hit, this)) {
      CorrelationState state = states.computeIfAbsent(key, CorrelationState::new);
      added.add(correlator.add(state, hit, watermark, this));
      if (state.isEmpty()) {
        states.remove(key);
      }
    }
    return added;
  }

  /** Fires the timers that are due, and drops what is empty then. */
  public void watermark(long next) {
    watermark = Math.max(watermark, next);
    for (CorrelationState state : List.copyOf(states.values())) {
      OptionalLong timer = correlator.nextTimer(state);
      while (timer.isPresent() && timer.getAsLong() <= watermark) {
        correlator.advance(state, watermark, this);
        OptionalLong after = correlator.nextTimer(state);
        assertThat(after.orElse(Long.MAX_VALUE)).isGreaterThan(timer.getAsLong());
        timer = after;
      }
    }
    states.values().removeIf(CorrelationState::isEmpty);
  }

  /** As after a restore. */
  void persistAndRestore() {
    states.replaceAll((key, state) -> CorrelationState.of(state.contents()));
  }

  List<Found> found() {
    return matches.stream()
        .map(match -> new Found(match.anchor(), List.copyOf(match.group().values())))
        .toList();
  }

  List<String> anchors() {
    return matches.stream().map(match -> match.anchor().eventId()).toList();
  }
}
