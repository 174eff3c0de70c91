package io.sealstream.policy.sequence;

import io.sealstream.policy.correlate.Times;
import io.sealstream.policy.plan.Absence;
import io.sealstream.policy.plan.Absence.Order;
import io.sealstream.policy.plan.Hit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Finds the triggers of one absence. Immutable: what it remembers of a group is the caller's {@link
 * HeldHits}.
 *
 * <p>A trigger is judged when the watermark has passed all that could spare it, over all that came
 * by then: what is found does not depend on the order of arrival.
 */
public final class AbsenceMatcher {
  private final Absence absence;
  private final int limit;

  /**
   * Prepares an absence.
   *
   * @param limit how many hits of one group are held
   */
  public AbsenceMatcher(Absence absence, int limit) {
    this.absence = absence;
    this.limit = limit;
  }

  /**
   * Takes a hit.
   *
   * @param held of the hit's group
   * @param watermark the current one
   */
  public Arrival add(HeldHits held, Hit hit, long watermark) {
    boolean triggers = hits(hit, absence.trigger());
    boolean expected = hits(hit, absence.expected());
    if (!triggers && !expected) {
      return Arrival.NO_PART;
    }
    boolean isLate = hit.timeMillis() <= watermark;
    boolean judges = triggers && judgedAt(hit.timeMillis()) > watermark;
    boolean spares = expected && heldUntil(hit.timeMillis()) > watermark;
    if (isLate && !judges && (triggers || !spares)) {
      return Arrival.TOO_LATE;
    }
    if (held.size() >= limit) {
      return Arrival.FULL;
    }
    if (!held.add(hit)) {
      return Arrival.REPEATED;
    }
    return isLate ? Arrival.LATE : Arrival.TAKEN;
  }

  /** Lets go of what no trigger needs any more, now that the watermark is there. */
  public void forget(HeldHits held, long watermark) {
    held.removeUpTo(Times.minus(watermark, retention()));
  }

  /**
   * Says the watermarks at which {@link #advance} must be called for a hit that was taken. What
   * waits for nothing goes somewhat later than it could, so that many hits have one timer.
   */
  public void timers(Hit hit, LongConsumer timers) {
    boolean triggers = hits(hit, absence.trigger());
    if (triggers) {
      timers.accept(judgedAt(hit.timeMillis()));
    }
    if (!triggers || retention() > absence.patienceMillis()) {
      timers.accept(Times.roundedUp(heldUntil(hit.timeMillis()), Math.max(1, retention())));
    }
  }

  /** Judges the triggers that waited for exactly this time, and lets go of what none needs. */
  public List<Found> advance(HeldHits held, long time) {
    List<Found> found = new ArrayList<>(0);
    for (Hit trigger : waiting(held, time)) {
      if (sparing(held, trigger).findAny().isEmpty()) {
        found.add(Found.of(List.of(trigger)));
      }
    }
    forget(held, time);
    return found;
  }

  /** The triggers that waited for exactly this time, each with all that spares it; before it. */
  public Map<Hit, List<Hit>> judged(HeldHits held, long time) {
    Map<Hit, List<Hit>> judged = new LinkedHashMap<>();
    waiting(held, time).forEach(trigger -> judged.put(trigger, sparing(held, trigger).toList()));
    return judged;
  }

  private List<Hit> waiting(HeldHits held, long time) {
    List<Hit> waiting = new ArrayList<>(0);
    for (Hit hit : held.at(Times.minus(time, absence.patienceMillis()))) {
      if (hits(hit, absence.trigger())) {
        waiting.add(hit);
      }
    }
    waiting.sort(Found.ORDER);
    return waiting;
  }

  private Stream<Hit> sparing(HeldHits held, Hit trigger) {
    long time = trigger.timeMillis();
    long tie = absence.tiesInOrder() ? 0 : 1;
    long within = absence.withinMillis();
    long first = absence.order() == Order.AFTER ? time + tie : Times.minus(time, within);
    long last = absence.order() == Order.BEFORE ? time - tie : Times.plus(time, within);
    return held.between(first, last)
        .filter(hit -> hits(hit, absence.expected()))
        .filter(hit -> !hit.eventId().equals(trigger.eventId()));
  }

  private long judgedAt(long time) {
    return Times.plus(time, absence.patienceMillis());
  }

  private long heldUntil(long time) {
    return Times.plus(time, retention());
  }

  /** How long a hit is needed: the last trigger it can spare is judged by then. */
  private long retention() {
    return Times.plus(
        absence.withinMillis(), absence.order() == Order.EITHER ? absence.withinMillis() : 0);
  }

  private static boolean hits(Hit hit, long rules) {
    return (hit.rules() & rules) != 0;
  }
}
