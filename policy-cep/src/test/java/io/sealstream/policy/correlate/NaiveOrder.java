package io.sealstream.policy.correlate;

import io.sealstream.policy.correlate.NaiveCorrelation.Part;
import io.sealstream.policy.plan.Condition.Bounds;
import io.sealstream.policy.plan.Condition.Members;
import io.sealstream.policy.plan.Condition.Presence;
import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Hit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Chains by trying every event for every member. */
final class NaiveOrder {
  private final Correlation correlation;
  private final List<Part> window;
  private final Hit anchor;

  NaiveOrder(Correlation correlation, List<Part> window, Hit anchor) {
    this.correlation = correlation;
    this.window = window;
    this.anchor = anchor;
  }

  boolean isAnchor() {
    if (correlation.condition() instanceof Members members) {
      return ways(members.expression(), true).stream().anyMatch(this::isMet);
    }
    int longest = longest(-1, List.of());
    return longest > 0
        && NaiveCorrelation.holds((Bounds) correlation.condition(), BigDecimal.valueOf(longest));
  }

  /** The length of the longest chain with that beginning that ends with the anchor; 0 if none. */
  private int longest(int lastMember, List<Hit> chain) {
    boolean ended = !chain.isEmpty() && chain.get(chain.size() - 1).equals(anchor);
    int best = ended ? chain.size() : 0;
    for (Part part : window) {
      if (part.member() > lastMember && follows(chain, part.hit())) {
        best = Math.max(best, longest(part.member(), plus(chain, part.hit())));
      }
    }
    return best;
  }

  private boolean isMet(Set<Integer> way) {
    for (Part part : window) {
      if (way.contains(-1 - part.member())) {
        return false;
      }
    }
    List<Integer> members = way.stream().filter(m -> m >= 0).sorted().toList();
    return members.isEmpty() || isChain(members, List.of());
  }

  private boolean isChain(List<Integer> members, List<Hit> chain) {
    if (chain.size() == members.size()) {
      return chain.get(chain.size() - 1).equals(anchor);
    }
    int next = members.get(chain.size());
    return window.stream()
        .filter(part -> part.member() == next && follows(chain, part.hit()))
        .anyMatch(part -> isChain(members, plus(chain, part.hit())));
  }

  private boolean follows(List<Hit> chain, Hit next) {
    if (chain.isEmpty()) {
      return true;
    }
    long last = chain.get(chain.size() - 1).timeMillis();
    boolean inOrder =
        correlation.tiesInOrder() ? next.timeMillis() >= last : next.timeMillis() > last;
    return inOrder && !chain.contains(next);
  }

  private static List<Hit> plus(List<Hit> chain, Hit next) {
    List<Hit> longer = new ArrayList<>(chain);
    longer.add(next);
    return longer;
  }

  /** Sets of members; one that is denied is there as -1 less its place. */
  private static Set<Set<Integer>> ways(Presence expression, boolean affirmed) {
    if (expression instanceof Presence.Not not) {
      return ways(not.part(), !affirmed);
    }
    if (expression instanceof Presence.Occurs occurs) {
      return Set.of(Set.of(affirmed ? occurs.member() : -1 - occurs.member()));
    }
    List<Presence> parts =
        expression instanceof Presence.And and ? and.parts() : ((Presence.Or) expression).parts();
    boolean together = expression instanceof Presence.And == affirmed;
    Set<Set<Integer>> result = together ? Set.of(Set.of()) : new HashSet<>();
    for (Presence part : parts) {
      if (together) {
        Set<Set<Integer>> product = new HashSet<>();
        for (Set<Integer> one : result) {
          for (Set<Integer> other : ways(part, affirmed)) {
            Set<Integer> both = new HashSet<>(one);
            both.addAll(other);
            product.add(both);
          }
        }
        result = product;
      } else {
        result.addAll(ways(part, affirmed));
      }
    }
    return result;
  }

  static boolean holds(Presence expression, Set<Integer> present) {
    return ways(expression, true).stream()
        .anyMatch(
            way ->
                way.stream()
                    .allMatch(m -> m >= 0 ? present.contains(m) : !present.contains(-1 - m)));
  }
}
