package io.sealstream.policy.sequence;

import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sigma.RuleBook;
import io.sealstream.policy.yaml.Problems;
import org.snakeyaml.engine.v2.nodes.Node;

/** A hit has a bit for each rule of its file. */
final class BookSize {
  private BookSize() {}

  static void check(RuleBook book, Node node, Problems problems) {
    if (book.size() > Hit.MOST_RULES) {
      problems.error(
          node,
          "the file has " + book.size() + " rules; at most " + Hit.MOST_RULES + " are possible");
    }
  }
}
