package io.sealstream.policy;

import io.sealstream.policy.correlate.Times;
import io.sealstream.policy.event.FieldTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which version of each policy governs which event time: of those that have begun the highest. A
 * policy over several events is carried on for as long as its events may lie apart, to complete
 * what began under it.
 *
 * <p>Each stretch of event time in which nothing changes is a {@link Slice}, indexed when its first
 * event comes; of the last few used the index is kept. For one thread.
 */
final class PolicyTimeline {
  private static final int SLICES_KEPT = 8;

  /** The version of what was not published: below all others. */
  private static final long BASE = 0;

  private final FieldTable fields;
  private final Map<String, NavigableMap<Long, PolicyBook>> byId = new LinkedHashMap<>();
  private final LinkedHashMap<Long, Slice> slices = new LinkedHashMap<>(SLICES_KEPT, 1, true);
  private Slice current = Slice.NONE;

  /**
   * The policies in force in a stretch of event time.
   *
   * @param from its first millisecond
   * @param until the first one behind it
   */
  record Slice(long from, long until, PolicySet policies, HitKeys keys) {
    private static final Slice NONE = new Slice(0, 0, PolicySet.NONE, new HitKeys(List.of()));

    boolean holds(long timeMillis) {
      return timeMillis >= from && timeMillis < until;
    }
  }

  /** A version of one policy, alone in its book, and the event times that it governs. */
  private record Term(PolicyBook version, long from, long until) {
    boolean governs(long time) {
      return time >= from && time < until;
    }

    /** Whether it governs at all: a higher version may have begun before it. */
    boolean isEmpty() {
      return from >= until;
    }

    /** Up to when it is carried on. */
    long carriedUntil() {
      long reach = version.hitPolicies().stream().mapToLong(HitPolicy::reachMillis).max().orElse(0);
      return Times.plus(until, reach);
    }
  }

  /**
   * Begins with policies that were not published: any published version is higher than theirs.
   *
   * @param fields those of all that this will ever hold
   */
  PolicyTimeline(PolicyBook base, FieldTable fields) {
    this.fields = fields;
    base.each().forEach(alone -> put(alone, BASE));
  }

  /** Adds a version that was compiled alone. */
  void add(PolicyBook alone, long version) {
    put(alone, version);
    slices.clear();
    current = Slice.NONE;
  }

  private void put(PolicyBook alone, long version) {
    byId.computeIfAbsent(alone.identities().get(0).id(), made -> new TreeMap<>())
        .put(version, alone);
  }

  /** What state is kept by: where a base policy is published as it is, both would share it. */
  private static PolicyContent content(PolicyBook alone) {
    return alone.identities().get(0).content();
  }

  /** The policies that govern an event time. */
  Slice at(long timeMillis) {
    if (!current.holds(timeMillis)) {
      current = find(timeMillis);
    }
    return current;
  }

  private Slice find(long time) {
    for (Slice known : slices.values()) {
      if (known.holds(time)) {
        return Objects.requireNonNull(slices.get(known.from())); // now the last used
      }
    }
    Slice made = slice(time);
    slices.put(made.from(), made);
    if (slices.size() > SLICES_KEPT) {
      var unused = slices.remove(slices.keySet().iterator().next());
    }
    return made;
  }

  private Slice slice(long time) {
    var boundaries = new TreeSet<Long>();
    var inForce = new ArrayList<PolicyBook>();
    var carried = new HashMap<HitPolicy, Carry>();
    for (NavigableMap<Long, PolicyBook> versions : byId.values()) {
      var contents = new HashSet<PolicyContent>();
      for (Term term : terms(versions)) {
        boundaries.add(term.from());
        boundaries.add(term.until());
        boundaries.add(term.carriedUntil());
        if (term.governs(time)) {
          contents.add(content(term.version()));
          inForce.add(term.version());
        } else if (time >= term.until()
            && time < term.carriedUntil()
            && contents.add(content(term.version()))) {
          carry(term, time, carried, boundaries);
          inForce.add(term.version());
        }
      }
    }
    Long from = boundaries.floor(time);
    Long until = boundaries.higher(time);
    PolicyBook book = PolicyBook.together(inForce, fields.size());
    return new Slice(
        from == null ? Long.MIN_VALUE : from,
        until == null ? Long.MAX_VALUE : until,
        new PolicySet(book, carried),
        new HitKeys(book.correlations()));
  }

  private static void carry(
      Term term, long time, Map<HitPolicy, Carry> carried, Set<Long> boundaries) {
    for (HitPolicy policy : term.version().hitPolicies()) {
      Carry carry = Carry.COMPLETING;
      if (policy instanceof CompiledPattern pattern && pattern.isEither()) {
        long sparing = Times.plus(term.until(), policy.lookBackMillis());
        boundaries.add(sparing);
        carry = time >= sparing ? Carry.SPARING : Carry.COMPLETING;
      }
      carried.put(policy, carry);
    }
  }

  private static List<Term> terms(NavigableMap<Long, PolicyBook> versions) {
    var terms = new ArrayList<Term>();
    long until = Long.MAX_VALUE;
    for (PolicyBook version : versions.descendingMap().values()) {
      Instant effectiveFrom = version.charters().get(0).terms().effectiveFrom();
      long from = effectiveFrom == null ? Long.MIN_VALUE : effectiveFrom.toEpochMilli();
      var term = new Term(version, from, until);
      if (!term.isEmpty()) {
        terms.add(term);
      }
      until = Math.min(until, from);
    }
    return terms;
  }
}
