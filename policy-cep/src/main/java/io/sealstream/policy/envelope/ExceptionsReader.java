package io.sealstream.policy.envelope;

import io.sealstream.policy.sigma.Naming;
import io.sealstream.policy.sigma.SearchMatcher;
import io.sealstream.policy.yaml.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code exceptions}: nobody may be excepted without reason, approver, ticket and end. */
final class ExceptionsReader {
  private static final List<String> KEYS =
      List.of("id", "match", "reason", "approver", "ticket", "expires");

  private final Naming naming;
  private final Problems problems;

  ExceptionsReader(Naming naming, Problems problems) {
    this.naming = naming;
    this.problems = problems;
  }

  Exceptions read(Section envelope) {
    var rules = new ArrayList<Exceptions.Rule>();
    Set<String> ids = new HashSet<>();
    for (MappingNode node : envelope.maps("exceptions")) {
      var section = Section.of(node, "the exception", KEYS, problems);
      String id = section.requiredText("id", GovernanceReader.WORD, "a word");
      if (!id.isEmpty() && !ids.add(id)) {
        section.find("id").ifPresent(n -> problems.error(n, "two exceptions are called " + id));
      }
      rule(section, id).ifPresent(rules::add);
    }
    return new Exceptions(rules);
  }

  private Optional<Exceptions.Rule> rule(Section section, String id) {
    String reason = section.requiredText("reason", GovernanceReader.TEXT, "a text");
    String approver = section.requiredText("approver", GovernanceReader.TEXT, "a text");
    String ticket = section.requiredText("ticket", GovernanceReader.TEXT, "a text");
    section.require("expires");
    Instant expires = section.instant("expires");
    Optional<SearchMatcher> match = section.require("match").flatMap(this::match);
    return expires == null
        ? Optional.empty()
        : match.map(
            search ->
                new Exceptions.Rule(
                    new PolicyException(id, reason, approver, ticket, expires), search));
  }

  private Optional<SearchMatcher> match(Node node) {
    boolean isSearch =
        node instanceof MappingNode
            || (node instanceof SequenceNode list
                && list.getValue().stream().allMatch(MappingNode.class::isInstance));
    if (!isSearch) {
      problems.error(node, "match must be a map of fields, or a list of such maps");
      return Optional.empty();
    }
    return SearchMatcher.compile(node, naming, problems);
  }
}
