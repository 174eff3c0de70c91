package io.sealstream.policy;

import io.sealstream.policy.correlate.Loss;
import io.sealstream.policy.correlate.Match;
import io.sealstream.policy.correlate.Output;
import java.util.ArrayList;
import java.util.List;

/** Collects what one call of a correlator finds, and counts what it leaves out. */
final class Findings implements Output {
  private final LossCounters losses;
  private final List<Match> matches = new ArrayList<>(0);

  Findings(LossCounters losses) {
    this.losses = losses;
  }

  @Override
  public void match(Match match) {
    matches.add(match);
  }

  @Override
  public void lost(Loss loss, long count) {
    losses.lost(loss, count);
  }

  List<Match> matches() {
    return matches;
  }
}
