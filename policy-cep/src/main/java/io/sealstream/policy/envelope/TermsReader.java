package io.sealstream.policy.envelope;

import io.sealstream.schemas.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code mode} and {@code tenants}. */
record TermsReader(Section envelope) {
  private static final String PERCENT = "percent-of-groups";
  private static final int MOST_PERCENT = 99;

  Mode mode() {
    Optional<Node> node = envelope.find("mode");
    if (node.isEmpty()) {
      return Mode.ENFORCE;
    }
    if (node.get() instanceof MappingNode map) {
      return share(Section.of(map, "mode", List.of(PERCENT), envelope.problems()));
    }
    String word = node.get() instanceof ScalarNode scalar ? scalar.getValue() : "";
    return switch (word) {
      case "disabled" -> Mode.DISABLED;
      case "shadow" -> Mode.SHADOW;
      case "enforce" -> Mode.ENFORCE;
      default -> {
        envelope
            .problems()
            .error(
                node.get(),
                "mode must be disabled, shadow, enforce or {percent-of-groups: 1 to 99}");
        yield Mode.ENFORCE;
      }
    };
  }

  private static Mode share(Section section) {
    section.require(PERCENT);
    Integer percent = section.integer(PERCENT, 1, MOST_PERCENT);
    return percent == null ? Mode.ENFORCE : Mode.ofPercent(percent);
  }

  Tenants tenants() {
    Optional<Node> node = envelope.find("tenants");
    if (node.isEmpty()) {
      return Tenants.EVERY;
    }
    if (node.get() instanceof MappingNode map) {
      var section = Section.of(map, "tenants", List.of("except"), envelope.problems());
      return new Tenants(true, section.require("except").map(this::names).orElse(List.of()));
    }
    return new Tenants(false, names(node.get()));
  }

  private List<String> names(Node node) {
    var names = new ArrayList<String>();
    List<Node> elements = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    for (Node element : elements) {
      if (element instanceof ScalarNode scalar && TenantId.isValid(scalar.getValue())) {
        names.add(scalar.getValue());
      } else {
        envelope
            .problems()
            .error(element, "a tenant must be 1 to 64 lower-case letters, digits and underscores");
      }
    }
    if (elements.isEmpty()) {
      envelope.problems().error(node, "tenants names nobody; leave it out for everybody");
    }
    return names;
  }
}
