package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.sample.SampleGenerator;
import io.sealstream.schemas.sample.SampleOptions;
import io.sealstream.schemas.sample.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample policies find the stories in the sample events, and nothing else. */
class SamplePoliciesTest {

  /** One trigger of a story, by its place among the story's triggers. */
  private record Trigger(String story, int place) {
    String idIn(List<Story> stories) {
      return stories.stream()
          .filter(told -> told.id().equals(story))
          .map(told -> told.triggerIds().get(place))
          .findFirst()
          .orElseThrow();
    }
  }

  private static final Map<String, Trigger> TRIGGER_BY_FILE =
      Map.of(
          "access-key-for-another-user.yml", new Trigger("console-login-without-mfa-then-key", 1),
          "app-audit-log-disabled.yml", new Trigger("app-audit-log-disabled", 0),
          "break-glass-self-grant.yml", new Trigger("break-glass-self-grant", 0),
          "bulk-export.yml", new Trigger("mass-download-after-unusual-login", 1),
          "bulk-export-after-unusual-login.yml",
              new Trigger("mass-download-after-unusual-login", 1),
          "cloud-audit-logging-disabled.yml", new Trigger("cloud-audit-logging-disabled", 0),
          "console-login-without-mfa.yml", new Trigger("console-login-without-mfa-then-key", 0),
          "denied-access-to-restricted-record.yml", new Trigger("denied-probing", 0),
          "login-from-unusual-country.yml", new Trigger("mass-download-after-unusual-login", 0),
          "many-denied-reads.yml", new Trigger("denied-probing", 0));

  private static final Path EXPECTED = Path.of("..", "deploy", "local", "sample", "expected.json");

  private final SamplePolicies policies = new SamplePolicies();

  @Test
  void everyPolicyCompilesWithoutAWarningAndSaysWhoWroteIt() {
    assertThat(PolicyEvaluation.check(policies.sources())).isEmpty();
    assertThat(policies.headers())
        .hasSameSizeAs(policies.sources())
        .allSatisfy(header -> assertThat(header.author()).isEqualTo("Sealstream"))
        .allSatisfy(header -> assertThat(header.link()).startsWith("urn:uuid:"))
        .allSatisfy(header -> assertThat(header.tags()).isNotEmpty())
        .allSatisfy(header -> assertThat(header.falsepositives()).isNotEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      longs = {42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 2026})
  void everyPolicyFindsItsTriggerAndNothingElse(long seed) {
    var sample = new SampleGenerator(SampleOptions.of(5000, seed));

    assertThat(policies.anchorsByFile(sample.events())).isEqualTo(expectedIds(sample));
  }

  @ParameterizedTest
  @ValueSource(longs = {42, 1, 2})
  void everyTriggerOfEveryStoryIsFound(long seed) {
    var sample = new SampleGenerator(SampleOptions.of(5000, seed));
    var found = new TreeSet<String>();
    policies.anchorsByFile(sample.events()).values().forEach(found::addAll);

    assertThat(sample.expectedStories())
        .allSatisfy(story -> assertThat(story.triggerIds()).isNotEmpty())
        .allSatisfy(story -> assertThat(found).containsAll(story.triggerIds()));
  }

  /** The demo compares with this file; {@code -Dgolden.update=true} writes it anew. */
  @Test
  void theDemoExpectsTheTriggersOfItsSample() throws IOException {
    ObjectNode rules = JsonNodeFactory.instance.objectNode();
    expectedIds(new SampleGenerator(SampleOptions.of(5000, 42)))
        .forEach(
            (file, ids) -> {
              ObjectNode rule = rules.putObject(file).put("sigma_id", policies.id(file));
              ids.forEach(rule.putArray("events")::add);
            });
    String text = JsonNodeFactory.instance.objectNode().set("rules", rules).toPrettyString() + "\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(EXPECTED, text);
    }
    assertThat(EXPECTED).hasContent(text);
  }

  @Test
  void lateEventsChangeNothing() {
    var sample = new SampleGenerator(new SampleOptions(5000, 42, SampleOptions.DEFAULT_START, 200));

    assertThat(policies.anchorsByFile(sample.events())).isEqualTo(expectedIds(sample));
  }

  private static Map<String, Set<String>> expectedIds(SampleGenerator sample) {
    var expected = new TreeMap<String, Set<String>>();
    TRIGGER_BY_FILE.forEach(
        (file, trigger) -> expected.put(file, Set.of(trigger.idIn(sample.expectedStories()))));
    return expected;
  }
}
