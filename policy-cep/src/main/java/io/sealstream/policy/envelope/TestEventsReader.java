package io.sealstream.policy.envelope;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.policy.envelope.PolicyTest.TestEvent;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.schemas.codec.AuditEventJson;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the events of one test, in their order: one without a time has that of the one before. */
final class TestEventsReader {
  /** When every test begins. */
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final List<String> KEYS =
      List.of("at", "time", "times", "every", "event", "log_source", "original");
  private static final List<String> LOG_SOURCE = List.of("product", "service", "category");
  private static final int MOST_TIMES = 10_000;
  private static final String NO_TENANT = "test";

  private final String tenant;
  private final Problems problems;
  private final List<TestEvent> events = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private Instant before = START;

  TestEventsReader(Tenants tenants, Problems problems) {
    boolean named = !tenants.all() && !tenants.named().isEmpty();
    this.tenant = named ? tenants.named().get(0) : NO_TENANT;
    this.problems = problems;
  }

  List<TestEvent> events() {
    return events;
  }

  void read(MappingNode node) {
    int errors = problems.errors().size();
    var section = Section.of(node, "the event of a test", KEYS, problems);
    Instant first = firstTime(section);
    Integer times = section.integer("times", 1, MOST_TIMES);
    Duration every = section.duration("every");
    int count = times == null ? 1 : times;
    Duration step = every == null ? Duration.ofSeconds(1) : every;
    ObjectNode event = event(section, count);
    boolean hasLogSource = event.has("log_source");
    if (problems.errors().size() > errors) {
      return;
    }
    for (int i = 0; i < count; i++) {
      try {
        before = first.plus(step.multipliedBy(i));
        add(node, event, hasLogSource);
      } catch (DateTimeException | ArithmeticException e) {
        problems.error(node, "the event's time is beyond the calendar");
        return;
      }
    }
  }

  private Instant firstTime(Section section) {
    Duration at = section.duration("at");
    Instant time = section.instant("time");
    if (section.find("at").isPresent() && section.find("time").isPresent()) {
      section.find("time").ifPresent(n -> problems.error(n, "an event has 'at' or 'time'"));
    }
    if (time != null) {
      return time;
    }
    return at == null ? before : START.plus(at);
  }

  private ObjectNode event(Section section, int count) {
    Optional<Node> original = section.find("original");
    if (section.find("event").isEmpty() && original.isEmpty()) {
      problems.error(section.node(), "the event of a test needs 'event' or 'original'");
    }
    var own = new NativeEventReader(problems);
    ObjectNode event =
        section.map("event").map(own::read).orElseGet(JsonNodeFactory.instance::objectNode);
    logSource(section, event);
    original.ifPresent(
        node -> {
          if (!(node instanceof MappingNode)) {
            problems.error(node, "original must be a map: the vendor's JSON, as YAML");
          } else if (event.has("original")) {
            problems.error(node, "'event' has an 'original' already");
          } else {
            event.put("original", new YamlJson(problems).of(node).toString());
          }
        });
    if (event.has("id") && count > 1) {
      problems.error(section.node(), "an event that comes several times cannot have one id");
    }
    return event;
  }

  private void logSource(Section section, ObjectNode event) {
    section
        .section("log_source", LOG_SOURCE)
        .ifPresent(
            source -> {
              if (event.has("log_source")) {
                problems.error(source.node(), "'event' has a 'log_source' already");
              }
              ObjectNode json = event.putObject("log_source");
              put(json, "product", source.requiredText("product", GovernanceReader.WORD, "a word"));
              put(json, "service", source.text("service", GovernanceReader.WORD, "a word"));
              put(json, "category", source.text("category", GovernanceReader.WORD, "a word"));
            });
  }

  private static void put(ObjectNode json, String key, @Nullable String value) {
    if (value != null) {
      json.put(key, value);
    }
  }

  private void add(MappingNode node, ObjectNode given, boolean hasLogSource) {
    ObjectNode event = given.deepCopy();
    String id = event.path("id").asText("e" + (events.size() + 1));
    if (!ids.add(id)) {
      problems.error(node, "two events of the test have the id " + id);
    }
    event.put("id", id);
    event.put("time", before.toString());
    if (!event.has("tenant_id")) {
      event.put("tenant_id", tenant);
    }
    NativeDefaults.fill(event);
    events.add(new TestEvent(AuditEventJson.parse(event), hasLogSource));
  }
}
