package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.policy.CorrelationReplay.Delivered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayName("what correlations and absences find where a choice had to be made")
class ChoicesTest {
  private static final Path CHOICES = Path.of("src/test/resources/choices");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RULES =
      rule("id: 5638f7c0-ac70-491d-8465-2a65075e0d86\nname: failed", "fail")
          + rule("name: success", "ok")
          + rule("id: 5638f7c0-ac70-491d-8465-2a65075e0d81\nname: ra", "x")
          + rule("name: rb", "y")
          + rule("name: rc", "z")
          + rule("name: trigger", "start")
          + rule("name: expected", "done");

  @TestFactory
  Stream<DynamicTest> correlations() throws IOException {
    return tests(
        "correlations",
        choice -> {
          var text = new StringBuilder("title: C\nname: corr\ncorrelation: ");
          text.append(choice.get("correlation")).append('\n').append(RULES);
          choice
              .path("with")
              .forEach(document -> text.append("---\n").append(document).append('\n'));
          return CorrelationReplay.of(new PolicySource("c.yml", text.toString()), false)
              .groupsThatFire(events(choice));
        });
  }

  @TestFactory
  Stream<DynamicTest> absences() throws IOException {
    return tests(
        "absences",
        choice -> {
          String head =
              "{apiVersion: policy/v1, id: a, version: 1, title: A, owner: o, mode: shadow, absence: ";
          var file = new PolicySource("a.yml", head + choice.get("absence") + "}\n" + RULES);
          Instant until = Instant.ofEpochSecond(choice.get("until").asLong());
          return PatternReplay.of(file).groupsThatFire(events(choice), until);
        });
  }

  private interface Finder {
    Set<List<String>> fired(JsonNode choice);
  }

  private static Stream<DynamicTest> tests(String file, Finder finder) throws IOException {
    var tests = new ArrayList<DynamicTest>();
    for (String line : Files.readAllLines(CHOICES.resolve(file + ".jsonl"))) {
      JsonNode choice = JSON.readTree(line);
      tests.add(
          DynamicTest.dynamicTest(
              choice.get("id").asText(),
              () -> assertThat(finder.fired(choice)).isEqualTo(groups(choice.get("fired")))));
    }
    return tests.stream();
  }

  private static Set<List<String>> groups(JsonNode expected) {
    var groups = new HashSet<List<String>>();
    expected.forEach(group -> groups.add(group.valueStream().map(JsonNode::asText).toList()));
    return groups;
  }

  private static List<Delivered> events(JsonNode choice) {
    var events = new ArrayList<Delivered>();
    for (JsonNode event : choice.get("events")) {
      Instant time = Instant.ofEpochMilli(Math.round(event.get("t").asDouble() * 1000));
      events.add(new Delivered(time, null, event));
    }
    return events;
  }

  private static String rule(String name, String action) {
    return """
        ---
        title: A rule
        %s
        logsource: {product: test}
        detection: {s: {a: %s}, condition: s}
        """
        .formatted(name, action);
  }
}
