package io.sealstream.policy.sequence;

import io.sealstream.policy.plan.Sequence.Step;
import io.sealstream.policy.yaml.Problems;
import org.snakeyaml.engine.v2.nodes.Node;

/** A step, and where its parts stand. */
record StatedStep(Step step, Entries entries) {

  boolean happens() {
    return !step.link().negative();
  }

  /** The value of the key, or the step where it is missing. */
  Node place(String key) {
    return entries.find(key).orElse(entries.node());
  }

  /** Refuses a key of this step, if it is there. */
  void refuse(String key, String why, Problems problems) {
    entries.find(key).ifPresent(value -> problems.error(value, why));
  }
}
