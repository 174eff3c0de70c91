package io.sealstream.policy.sequence;

import io.sealstream.policy.correlate.TimeLine;
import io.sealstream.policy.correlate.Times;
import io.sealstream.policy.plan.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The hits of one group that wait for the watermark, by time. For one thread. */
public final class HeldHits {
  private final TimeLine<Hit> line = new TimeLine<>();

  /** Takes a hit, unless its event is there already. */
  public boolean add(Hit hit) {
    for (int i = line.before(hit.timeMillis()); i < line.size(); i++) {
      Hit other = line.get(i);
      if (other.timeMillis() > hit.timeMillis()) {
        break;
      }
      if (other.eventId().equals(hit.eventId())) {
        return false;
      }
    }
    line.add(hit);
    return true;
  }

  /** The hits of exactly that time, by their events' ids. */
  List<Hit> at(long time) {
    return copied(line.before(time), line.upTo(time));
  }

  /** The hits from the first time to the last, both included, oldest first. */
  Stream<Hit> between(long first, long last) {
    return IntStream.range(line.before(first), line.upTo(last)).mapToObj(line::get);
  }

  /** Whether an event up to that time, included, hit one of the rules. */
  public boolean anyUpTo(long time, long rules) {
    for (int i = 0; i < line.size() && line.get(i).timeMillis() <= time; i++) {
      if (line.get(i).hitsAny(rules)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The time of the first event at that time or later that hit one of the rules; the end of time
   * where there is none.
   */
  public long firstFrom(long time, long rules) {
    for (int i = line.before(time); i < line.size(); i++) {
      if (line.get(i).hitsAny(rules)) {
        return line.get(i).timeMillis();
      }
    }
    return Long.MAX_VALUE;
  }

  /** The time of the oldest; the end of time where there is none. */
  public long firstTime() {
    return line.size() == 0 ? Long.MAX_VALUE : line.get(0).timeMillis();
  }

  /**
   * Lets go of the oldest, all that have its time, and gives them back; none where there is none.
   */
  public List<Hit> removeFirst() {
    int count = line.size() == 0 ? 0 : line.upTo(firstTime());
    List<Hit> first = copied(0, count);
    line.removeFirst(count);
    return first;
  }

  private List<Hit> copied(int from, int to) {
    List<Hit> hits = new ArrayList<>(Math.max(0, to - from));
    for (int i = from; i < to; i++) {
      hits.add(line.get(i));
    }
    return hits;
  }

  /** Lets go of all hits up to that time, included; says how many. */
  public int removeUpTo(long time) {
    if (firstTime() > time || line.size() == 0) {
      return 0; // as mostly
    }
    int count = line.upTo(time);
    line.removeFirst(count);
    return count;
  }

  /**
   * Lets go of the hits up to that time, included, that are older than the first that is of one of
   * the rules; says how many.
   */
  public int removeOlder(long rules, long time) {
    long first = firstFrom(Long.MIN_VALUE, rules);
    return removeUpTo(first > time ? time : Times.minus(first, 1));
  }

  /** All of them, oldest first. */
  public List<Hit> all() {
    return copied(0, line.size());
  }

  /** How many there are. */
  public int size() {
    return line.size();
  }
}
