package io.sealstream.policy.cep;

import io.sealstream.policy.plan.Absence;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sequence.AbsenceMatcher;
import io.sealstream.policy.sequence.Arrival;
import io.sealstream.policy.sequence.HeldHits;
import org.apache.flink.streaming.api.TimerService;

/** Runs an absence on keyed state. */
public final class AbsenceRunner implements GroupMatcher {
  private final AbsenceMatcher matcher;

  /** Prepares an absence. */
  public AbsenceRunner(Absence absence, GroupLimits limits) {
    matcher = new AbsenceMatcher(absence, limits.hits());
  }

  @Override
  public Arrival add(Hit hit, GroupStates states, long watermark, TimerService timers)
      throws Exception {
    HeldHits held = states.held();
    // Not up to what was ever seen: after a restore that may be ahead of triggers that are still to
    // be judged, over hits that would be gone.
    matcher.forget(held, timers.currentWatermark());
    Arrival arrival = matcher.add(held, hit, watermark);
    if (arrival == Arrival.TAKEN || arrival == Arrival.LATE) {
      states.hold(held);
      matcher.timers(hit, timers::registerEventTimeTimer);
    }
    return arrival;
  }

  @Override
  public void advance(long time, GroupStates states, TimerService timers, Output out)
      throws Exception {
    HeldHits held = states.held();
    Watch watch = out.watch();
    if (watch != null) {
      matcher.judged(held, time).forEach((hit, sparing) -> watch.absence(time, hit, sparing));
    }
    matcher.advance(held, time).forEach(out::found);
    if (states.heldMore() != 0) {
      states.hold(held);
    }
  }

  @Override
  public void close() {}
}
