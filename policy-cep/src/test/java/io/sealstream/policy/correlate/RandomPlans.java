package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition;
import io.sealstream.policy.plan.Condition.Bound;
import io.sealstream.policy.plan.Condition.Bounds;
import io.sealstream.policy.plan.Condition.Members;
import io.sealstream.policy.plan.Condition.Operator;
import io.sealstream.policy.plan.Condition.Presence;
import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Correlation.Kind;
import io.sealstream.policy.plan.Correlation.Member;
import io.sealstream.policy.plan.Correlation.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Small correlations of all kinds, over rules 0 to 2, group slots 0 and 1, value slots 2 and 3. */
final class RandomPlans {
  private static final List<Operator> OPERATORS = List.of(Operator.values());
  private static final Set<Kind> WAITING =
      Set.of(Kind.VALUE_AVG, Kind.VALUE_PERCENTILE, Kind.VALUE_MEDIAN);
  private static final List<Kind> KINDS = List.of(Kind.values());

  private final Random random;
  private final boolean onlyGrowing;

  RandomPlans(Random random, boolean onlyGrowing) {
    this.random = random;
    this.onlyGrowing = onlyGrowing;
  }

  Correlation correlation(int depth) {
    Kind kind = pick(KINDS);
    if (onlyGrowing && WAITING.contains(kind)) {
      kind = Kind.TEMPORAL_ORDERED;
    }
    int count = 1 + random.nextInt(kind == Kind.TEMPORAL || kind == Kind.TEMPORAL_ORDERED ? 4 : 2);
    int groups = random.nextInt(3);
    boolean aliased = random.nextInt(3) == 0;
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add(member(i, kind, groups, aliased, depth));
    }
    return new Correlation(
        "random",
        kind,
        members,
        IntStream.range(0, groups).mapToObj(i -> "g" + i).toList(),
        1 + random.nextInt(12),
        condition(kind, count),
        random.nextBoolean());
  }

  private Member member(int place, Kind kind, int groups, boolean aliased, int depth) {
    Source source =
        depth > 0 && random.nextInt(3) == 0
            ? new Source.Nested(correlation(depth - 1))
            : new Source.Rule(random.nextInt(3));
    List<Integer> slots =
        IntStream.range(0, groups).map(i -> aliased ? random.nextInt(2) : i).boxed().toList();
    List<Integer> values =
        switch (kind) {
          case VALUE_COUNT -> pick(List.of(List.of(2), List.of(3), List.of(2, 3)));
          case VALUE_SUM, VALUE_AVG, VALUE_PERCENTILE, VALUE_MEDIAN ->
              pick(List.of(List.of(2), List.of(3)));
          case EVENT_COUNT, TEMPORAL, TEMPORAL_ORDERED -> List.of();
        };
    return new Member("m" + place, source, slots, values);
  }

  private Condition condition(Kind kind, int members) {
    boolean temporal = kind == Kind.TEMPORAL || kind == Kind.TEMPORAL_ORDERED;
    if (temporal && random.nextInt(3) == 0) {
      return new Members(presence(members, 2));
    }
    if (temporal && random.nextBoolean()) {
      return new Bounds(List.of(new Bound(Operator.GTE, BigDecimal.valueOf(members))), null);
    }
    boolean percentile = kind == Kind.VALUE_PERCENTILE && random.nextBoolean();
    boolean share = kind == Kind.VALUE_PERCENTILE && !percentile;
    List<Bound> bounds = new ArrayList<>();
    for (int i = random.nextInt(4) == 0 ? 1 : 0; i < 2; i++) {
      if (i == 1 || !onlyGrowing) {
        bounds.add(bound(share));
      }
    }
    return new Bounds(bounds, percentile ? percentile() : null);
  }

  private @Nullable BigDecimal percentile() {
    return BigDecimal.valueOf(pick(List.of(0, 10, 25, 50, 75, 90, 100)));
  }

  private Bound bound(boolean share) {
    Operator operator =
        onlyGrowing || random.nextInt(3) == 0
            ? pick(List.of(Operator.GT, Operator.GTE))
            : pick(OPERATORS);
    BigDecimal value =
        share
            ? BigDecimal.valueOf(pick(List.of(10, 20, 25, 50, 75, 100)))
            : pick(List.of("1", "2", "2.0", "3", "1.5", "4")).transform(BigDecimal::new);
    return new Bound(operator, value);
  }

  private Presence presence(int members, int depth) {
    int choice = random.nextInt(depth == 0 ? 1 : 4);
    if (choice == 0) {
      return new Presence.Occurs(random.nextInt(members));
    }
    if (choice == 1 && !onlyGrowing) {
      return new Presence.Not(presence(members, depth - 1));
    }
    List<Presence> parts = List.of(presence(members, depth - 1), presence(members, depth - 1));
    return choice == 2 ? new Presence.And(parts) : new Presence.Or(parts);
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
