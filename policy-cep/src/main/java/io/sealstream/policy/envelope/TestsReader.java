package io.sealstream.policy.envelope;

import io.sealstream.policy.envelope.PolicyTest.Expectation;
import io.sealstream.policy.envelope.PolicyTest.TestEvent;
import io.sealstream.policy.yaml.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads {@code tests}. */
final class TestsReader {
  private static final List<String> KEYS = List.of("name", "events", "expect");
  private static final List<String> EXPECTATION = List.of("violations", "groups", "suppressed");

  private final Tenants tenants;
  private final Problems problems;

  TestsReader(Tenants tenants, Problems problems) {
    this.tenants = tenants;
    this.problems = problems;
  }

  List<PolicyTest> read(Section envelope) {
    var tests = new ArrayList<PolicyTest>();
    Set<String> names = new HashSet<>();
    for (MappingNode node : envelope.maps("tests")) {
      var section = Section.of(node, "the test", KEYS, problems);
      String name = section.requiredText("name", GovernanceReader.TEXT, "a text");
      if (!name.isEmpty() && !names.add(name)) {
        section.find("name").ifPresent(n -> problems.error(n, "two tests are called " + name));
      }
      List<TestEvent> events = events(section);
      Expectation expect =
          section.require("expect").map(this::expectation).orElse(new Expectation(0, null, null));
      tests.add(
          new PolicyTest(
              name,
              node.getStartMark().map(Mark::getLine).orElse(0) + 1,
              node.getStartMark().map(Mark::getColumn).orElse(0) + 1,
              events,
              expect));
    }
    return tests;
  }

  private List<TestEvent> events(Section test) {
    if (test.require("events").isEmpty()) {
      return List.of();
    }
    var reader = new TestEventsReader(tenants, problems);
    test.maps("events").forEach(reader::read);
    return reader.events();
  }

  private Expectation expectation(Node node) {
    if (node instanceof MappingNode map) {
      return expectation(Section.of(map, "expect", EXPECTATION, problems));
    }
    if (!(node instanceof ScalarNode scalar && scalar.getValue().equals("none"))) {
      problems.error(node, "expect must be none, or a map as in {violations: 1}");
    }
    return new Expectation(0, null, null);
  }

  private Expectation expectation(Section section) {
    @Nullable List<Map<String, String>> groups =
        section.find("groups").isEmpty()
            ? null
            : section.maps("groups").stream().map(this::group).toList();
    @Nullable Integer suppressed = section.integer("suppressed", 0, Integer.MAX_VALUE);
    Optional<Node> violations = section.find("violations");
    if (violations.isEmpty()) {
      // Groups alone say that something fires, exceptions alone that nothing does.
      return new Expectation(groups == null || groups.isEmpty() ? 0 : null, groups, suppressed);
    }
    boolean any = violations.get() instanceof ScalarNode word && word.getValue().equals("any");
    return new Expectation(
        any
            ? null
            : Section.integer(violations.get(), "violations", 0, Integer.MAX_VALUE, problems),
        groups,
        suppressed);
  }

  private Map<String, String> group(MappingNode node) {
    Map<String, String> group = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode name
          && entry.getValueNode() instanceof ScalarNode value
          && !Tag.NULL.equals(value.getTag())) {
        group.put(name.getValue(), value.getValue());
      } else {
        problems.error(entry.getKeyNode(), "a group must be a map of field name to value");
      }
    }
    return group;
  }
}
