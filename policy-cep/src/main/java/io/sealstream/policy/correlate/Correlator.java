package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Grouping;
import io.sealstream.policy.plan.Hit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the anchors of one correlation. Immutable, and without threads of its own: all that changes
 * is in the {@link CorrelationState} of a key, which is the caller's.
 *
 * <p>What no later arrival can undo fires on the arrival of whichever hit completes it: event and
 * value counts, and sums, with lower bounds only, and temporal correlations with lower bounds or
 * without a {@code not}, if the same is true of all that they nest. For that, such sums leave out
 * numbers below zero ({@link Loss#NEGATIVE_LEFT_OUT}). Everything else is judged when the watermark
 * passes the anchor, over all that came by then.
 *
 * <p>As long as no hit is later than the lateness, or for what the watermark judges late at all,
 * the set of (anchor, group) is that of {@link Correlation}, whatever the order of arrival; beyond
 * that, and where a full state {@link Loss#EVICTED evicts}, anchors of the first kind may be
 * missing but are never wrong. A match comes once while its hit is held; what is delivered again
 * after an eviction may match again. Of a correlation {@link Correlation#isOfEachEvent of each
 * event} nothing is held: every hit matches whenever it comes, and as often.
 *
 * <p>Sizes: a hit in order costs O(log n) in what the state holds, whatever the window; one out of
 * order costs in addition what lies between its time and the newest.
 */
public final class Correlator {
  /** By this part of the retention a timer that clears may be late, so that there are few. */
  private static final long PATIENCE = 8;

  private final Plan plan;

  /**
   * Prepares a correlation.
   *
   * @param lateness how long after its windows have ended a hit is still held, for what fires on
   *     arrival
   * @throws IllegalArgumentException if the correlation makes no sense; says what and in which
   */
  public Correlator(Correlation correlation, Limits limits, Duration lateness) {
    Checks.check(correlation);
    if (lateness.isNegative()) {
      throw new IllegalArgumentException("lateness is " + lateness + "; it must not be negative");
    }
    this.plan = Plan.of(correlation, limits, lateness.toMillis());
  }

  /**
   * The group names by which hits can be kept apart: those of the outermost correlation by which
   * all that is nested groups too, with the same field. Empty where there is none.
   */
  public List<String> keyNames() {
    return plan.keyNames();
  }

  /**
   * The keys under which a hit belongs, each a value for each of {@link #keyNames}: it must be
   * added to the state of each. None if it takes no part. Reports {@link Loss#GROUPS_CUT}.
   */
  public Set<List<String>> keys(Hit hit, Output out) {
    Set<List<String>> keys = new LinkedHashSet<>();
    for (Node node : plan.nodes()) {
      for (Node.Leaf leaf : node.leaves()) {
        if (hit.hits(leaf.rule())) {
          Combinations groups = node.groups(leaf, hit);
          groups.rows().forEach(group -> keys.add(node.keyOf(group)));
          if (groups.cut() > 0) {
            out.lost(Loss.GROUPS_CUT, groups.cut());
          }
        }
      }
    }
    return keys;
  }

  /**
   * Advances to the watermark, then takes the hit.
   *
   * @param watermark the current one; one below what the state has seen counts as that
   */
  public Added add(CorrelationState state, Hit hit, long watermark, Output out) {
    if (plan.isOfEachEvent()) {
      return matchAlone(state, hit, out);
    }
    advance(state, watermark, out);
    if (state.holds(hit.eventId())) {
      return Added.REPEATED;
    }
    if (hit.timeMillis() < firstHeld(state)) {
      return Added.GONE;
    }
    Entry entry = new Entry(hit);
    Pass pass = new Pass(plan, state, index(state), out);
    pass.insert(entry);
    if (entry.occurrences.isEmpty()) {
      return Added.NO_PART;
    }
    state.hold(entry);
    pass.judgeArrivals();
    if (state.size() > plan.limits().hits()) {
      state.removeOldest();
      out.lost(Loss.EVICTED, 1);
    }
    boolean waits = !plan.outermost().onArrival();
    return waits && hit.timeMillis() <= state.judgedTo() ? Added.LATE : Added.TAKEN;
  }

  /** However late: what needs no other event, no watermark can take away. */
  private Added matchAlone(CorrelationState state, Hit hit, Output out) {
    Node node = plan.outermost();
    Node.Leaf leaf = node.leaves().get(0);
    if (!hit.hits(leaf.rule()) || !node.groups(leaf, hit).rows().contains(state.key())) {
      return Added.NO_PART;
    }
    out.match(new Match(hit, named(state.key()), List.of(hit), 1));
    return Added.TAKEN;
  }

  /** The names by which hits are kept apart, with the values of a key. */
  public Map<String, String> named(List<String> key) {
    return Grouping.named(plan.keyNames(), key);
  }

  /** Judges what waited for this watermark, and lets go of what no window needs any more. */
  public void advance(CorrelationState state, long watermark, Output out) {
    if (watermark <= state.judgedTo()) {
      return;
    }
    if (!plan.outermost().onArrival()) {
      new Pass(plan, state, index(state), out).judgeUpTo(watermark);
    }
    state.judgedTo(watermark);
    while (!state.isEmpty() && state.get(0).time() < firstHeld(state)) {
      state.removeOldest();
    }
  }

  /**
   * The watermark at which {@link #advance} should be called next: when something is to be judged,
   * or to go. Empty if the state is. It may be set once and again; earlier calls do no harm.
   */
  public OptionalLong nextTimer(CorrelationState state) {
    if (state.isEmpty()) {
      return OptionalLong.empty();
    }
    long retention = plan.retentionMillis();
    long gone = Times.plus(Times.plus(state.get(0).time(), retention), 1);
    long step = Math.max(1, retention / PATIENCE);
    long next = Times.roundedUp(gone, step);
    for (NodeIndex node : index(state)) {
      if (node.pending.size() > 0) {
        next = Math.min(next, node.pending.get(0).time());
      }
    }
    return OptionalLong.of(next);
  }

  /** How far apart the events of a match of the correlation may lie. */
  public static long reachMillis(Correlation correlation) {
    return Plan.reach(correlation);
  }

  /** The watermark from which on no event before that time is taken or held any more. */
  public long goneAt(long timeMillis) {
    return Times.plus(timeMillis, plan.retentionMillis());
  }

  private long firstHeld(CorrelationState state) {
    return Times.minus(state.judgedTo(), plan.retentionMillis());
  }

  private List<NodeIndex> index(CorrelationState state) {
    List<NodeIndex> known = state.nodes();
    if (known != null) {
      return known;
    }
    List<NodeIndex> made = new ArrayList<>();
    plan.nodes().forEach(node -> made.add(new NodeIndex(node)));
    state.nodes(made);
    Pass pass = new Pass(plan, state, made, Unheard.OUTPUT);
    for (int i = 0; i < state.size(); i++) {
      pass.restore(state.get(i));
    }
    return made;
  }

  /** For what was told before. */
  private enum Unheard implements Output {
    OUTPUT;

    @Override
    public void match(Match match) {}

    @Override
    public void lost(Loss loss, long count) {}
  }
}
