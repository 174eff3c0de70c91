package io.sealstream.policy.sequence;

import io.sealstream.policy.plan.Sequence.Comparison;
import io.sealstream.policy.plan.Sequence.Contiguity;
import io.sealstream.policy.plan.Sequence.Loop;
import io.sealstream.policy.yaml.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Refuses steps that mean nothing, or that Flink CEP cannot run, each at its place. */
record StepChecks(Problems problems) {
  private static final String NOTHING = "a step that must not happen takes no events: ";

  void check(List<StatedStep> steps) {
    Set<String> ids = new HashSet<>();
    Set<String> earlier = new HashSet<>();
    Optional<StatedStep> before = Optional.empty();
    for (StatedStep step : steps) {
      if (!step.step().id().isEmpty() && !ids.add(step.step().id())) {
        problems.error(step.place("id"), "the step id " + step.step().id() + " occurs twice");
      }
      if (step.happens()) {
        checkLoop(step);
      } else {
        checkNegative(step);
      }
      before.ifPresentOrElse(b -> checkPair(b, step), () -> checkFirst(step));
      checkComparisons(step, earlier);
      if (step.happens()) {
        earlier.add(step.step().id());
      }
      before = Optional.of(step);
    }
    checkEnd(steps);
  }

  /** Flink fails at run time where a match could end right after a step that must not happen. */
  private void checkEnd(List<StatedStep> steps) {
    int last = steps.size() - 1;
    while (last > 0 && steps.get(last).happens() && steps.get(last).step().link().optional()) {
      last--;
    }
    if (last >= 0 && last < steps.size() - 1 && !steps.get(last).happens()) {
      problems.error(
          steps.get(last).place("not"),
          "after a step that must not happen there must be one that has to happen, or none at all");
    }
  }

  private void checkFirst(StatedStep step) {
    step.refuse("contiguity", "the first step has no step before it", problems);
    if (!step.happens()) {
      problems.error(
          step.place("not"),
          "the first step must be one that happens (for what must not have happened before there is"
              + " absence)");
    }
  }

  private void checkNegative(StatedStep step) {
    for (String key :
        List.of("times", "greedy", "consecutive", "allow-combinations", "until", "optional")) {
      step.refuse(key, NOTHING + "it has no " + key, problems);
    }
    if (step.step().link().contiguity() == Contiguity.NON_DETERMINISTIC) {
      step.refuse(
          "contiguity", "a step that must not happen is either strict or relaxed", problems);
    }
  }

  private void checkLoop(StatedStep step) {
    Loop loop = step.step().loop();
    if (loop.most() == 1) {
      for (String key : List.of("consecutive", "allow-combinations")) {
        step.refuse(
            key, key + " is for steps that take several events: times is missing", problems);
      }
    }
    if (loop.greedy() && loop.least() == loop.most()) {
      step.refuse("greedy", "greedy is for loops: times must be n.. or n..m", problems);
    }
    if (loop.greedy() && loop.inner() == Contiguity.NON_DETERMINISTIC) {
      step.refuse("greedy", "a step that allows combinations cannot be greedy", problems);
    }
    if (loop.most() != Loop.UNBOUNDED) {
      step.refuse("until", "until is for loops without an end: times must be n..", problems);
    }
  }

  private void checkPair(StatedStep before, StatedStep step) {
    if (!step.happens() && before.step().link().optional()) {
      problems.error(
          step.place("not"),
          "a step that must not happen cannot follow an optional one: write two policies, with and"
              + " without step "
              + before.step().id());
    }
    Loop loop = before.step().loop();
    if (!step.happens() && before.happens() && loop.least() != loop.most()) {
      problems.error(
          step.place("not"),
          "a step that must not happen cannot follow a loop of n.. or n..m: give step "
              + before.step().id()
              + " a fixed number of times, or put the last of its events into a step of its own");
    }
    Loop own = step.step().loop();
    if (step.happens() && !before.happens() && own.least() != own.most()) {
      problems.error(
          step.place("times"),
          "a loop of n.. or n..m cannot follow a step that must not happen: put the first of its"
              + " events into a step of its own");
    }
    if (step.step().link().optional() && before.step().loop().greedy()) {
      problems.error(step.place("optional"), "an optional step cannot follow a greedy one");
    }
  }

  private void checkComparisons(StatedStep step, Set<String> earlier) {
    List<Comparison> comparisons = step.step().where();
    if (!(step.entries().find("where").orElse(step.entries().node()) instanceof SequenceNode list)
        || list.getValue().size() != comparisons.size()) {
      return;
    }
    for (int i = 0; i < comparisons.size(); i++) {
      String named = comparisons.get(i).step();
      if (!named.isEmpty() && !earlier.contains(named)) {
        Node place = list.getValue().get(i);
        problems.error(
            Entries.of(place, "a comparison", List.of(), new Problems())
                .flatMap(entries -> entries.find("step"))
                .orElse(place),
            "no earlier step that happens has the id " + named);
      }
    }
  }
}
