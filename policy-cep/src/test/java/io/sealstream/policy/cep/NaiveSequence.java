package io.sealstream.policy.cep;

import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.plan.Sequence.Contiguity;
import io.sealstream.policy.plan.Sequence.Step;
import io.sealstream.policy.sequence.Comparisons;
import io.sealstream.policy.sequence.Found;
import io.sealstream.policy.sequence.SequenceRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tries every choice of events: what a match is, by definition. Without optional, greedy and
 * unbounded steps, without {@code until} and skipping.
 */
final class NaiveSequence {
  private final Sequence sequence;
  private final List<Hit> hits;
  private final List<Found> found = new ArrayList<>();

  /** One event that must be taken. */
  private record Take(Step step, Contiguity contiguity, List<Step> before) {}

  private NaiveSequence(Sequence sequence, List<Hit> hits) {
    this.sequence = sequence;
    this.hits =
        hits.stream()
            .filter(hit -> (hit.rules() & SequenceRules.seen(sequence)) != 0)
            .sorted(SequenceRules.order(sequence))
            .toList();
  }

  /** What is found, each anchor once. */
  static List<Found> found(Sequence sequence, List<Hit> hits) {
    NaiveSequence naive = new NaiveSequence(sequence, hits);
    naive.expand(0, List.of(), List.of());
    return Found.eachAnchor(naive.found);
  }

  /** Writes every loop out, as often as it may go round. */
  private void expand(int index, List<Take> takes, List<Step> negatives) {
    if (index == sequence.steps().size()) {
      for (int first = 0; first < hits.size(); first++) {
        choose(takes, negatives, List.of(first));
      }
      return;
    }
    Step step = sequence.steps().get(index);
    if (step.link().negative()) {
      List<Step> more = new ArrayList<>(negatives);
      more.add(step);
      expand(index + 1, takes, more);
      return;
    }
    for (int times = step.loop().least(); times <= step.loop().most(); times++) {
      List<Take> more = new ArrayList<>(takes);
      more.add(new Take(step, step.link().contiguity(), negatives));
      for (int i = 1; i < times; i++) {
        more.add(new Take(step, step.loop().inner(), List.of()));
      }
      expand(index + 1, more, List.of());
    }
  }

  /** The chosen places are checked up to the one before the last. */
  private void choose(List<Take> takes, List<Step> negatives, List<Integer> chosen) {
    int size = chosen.size();
    int place = chosen.get(size - 1);
    Take take = takes.get(size - 1);
    List<Integer> before = chosen.subList(0, size - 1);
    if (!fits(take.step(), place, takes, before) || (size > 1 && !links(take, takes, chosen))) {
      return;
    }
    if (size < takes.size()) {
      for (int next = place + 1; next < hits.size(); next++) {
        List<Integer> more = new ArrayList<>(chosen);
        more.add(next);
        choose(takes, negatives, more);
      }
    } else if (inWindow(place, chosen)
        && negatives.stream().allMatch(n -> none(n, takes, chosen))) {
      found.add(Found.of(chosen.stream().map(hits::get).toList()));
    }
  }

  private boolean inWindow(int place, List<Integer> chosen) {
    return hits.get(place).timeMillis() - hits.get(chosen.get(0)).timeMillis()
        <= sequence.withinMillis();
  }

  private boolean links(Take take, List<Take> takes, List<Integer> chosen) {
    int from = chosen.get(chosen.size() - 2);
    int to = chosen.get(chosen.size() - 1);
    List<Integer> before = chosen.subList(0, chosen.size() - 1);
    if (take.contiguity() == Contiguity.STRICT && to != from + 1) {
      return false;
    }
    for (int between = from + 1; between < to; between++) {
      if (take.contiguity() == Contiguity.RELAXED && fits(take.step(), between, takes, before)) {
        return false;
      }
    }
    for (Step negative : take.before()) {
      int end = negative.link().contiguity() == Contiguity.STRICT ? from + 1 : to;
      for (int between = from + 1; between <= end; between++) {
        if (fits(negative, between, takes, before)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Nothing after the match that the negative step fits, until the window ends. */
  private boolean none(Step negative, List<Take> takes, List<Integer> chosen) {
    for (int next = chosen.get(chosen.size() - 1) + 1; next < hits.size(); next++) {
      if (inWindow(next, chosen) && fits(negative, next, takes, chosen)) {
        return false;
      }
    }
    return true;
  }

  private boolean fits(Step step, int place, List<Take> takes, List<Integer> before) {
    Hit hit = hits.get(place);
    Map<String, List<Hit>> taken = new HashMap<>();
    for (int i = 0; i < before.size(); i++) {
      taken
          .computeIfAbsent(takes.get(i).step().id(), id -> new ArrayList<>())
          .add(hits.get(before.get(i)));
    }
    long last =
        before.stream()
            .filter(i -> !takes.get(before.indexOf(i)).step().id().equals(step.id()))
            .mapToLong(i -> hits.get(i).timeMillis())
            .max()
            .orElse(Long.MIN_VALUE);
    return (hit.rules() & step.rules()) != 0
        && step.where().stream()
            .allMatch(c -> Comparisons.holds(c, hit, taken.getOrDefault(c.step(), List.of())))
        && (sequence.tiesInOrder() || last < hit.timeMillis());
  }
}
