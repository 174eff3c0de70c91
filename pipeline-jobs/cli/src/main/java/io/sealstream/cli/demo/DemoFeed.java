package io.sealstream.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.local.Endpoints;
import io.sealstream.local.LocalStackException;
import io.sealstream.local.LocalTopics;
import io.sealstream.schemas.ingest.ImportFormat;
import io.sealstream.schemas.registry.ConfluentSchemaRegistryClient;
import io.sealstream.schemas.registry.RegistryConfig;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.sample.DamagedRecords;
import io.sealstream.schemas.sample.SampleGenerator;
import io.sealstream.schemas.sample.SampleOptions;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Puts a demo's input onto Kafka, with the commands that a user has. */
final class DemoFeed {
  private static final SampleOptions SAMPLE = SampleOptions.of(5000, 42);

  private static final String TENANT = "demo";
  private static final int FINDING = 1;
  private static final int DAMAGED_OF_EACH_KIND = 2;

  private final CommandSpec command;
  private final Console console;
  private final Endpoints endpoints;
  private final Path work;

  DemoFeed(CommandSpec command, Console console, Endpoints endpoints, Path work) {
    this.command = command;
    this.console = console;
    this.endpoints = endpoints;
    this.work = work;
  }

  /** Feeds the input and tells what was fed. */
  Fed feed(DemoInput input) throws IOException {
    Path logs = input.logs();
    if (logs != null) {
      console.say("ingesting " + logs);
      List<String> tenant = input.format().needsTenant() ? List.of("--tenant", TENANT) : List.of();
      JsonNode taken = ingest(logs, input.format(), tenant);
      return new Fed(records(taken), Set.of(), new TreeMap<>(), taken.path("rejected").asLong());
    }
    console.say("ingesting the bundled sample");
    List<AuditEvent> events = new SampleGenerator(SAMPLE).events();
    JsonNode taken = ingest(writeSample(), input.format(), List.of());
    SortedMap<String, Long> damage = damage(events);
    return new Fed(
        records(taken) + damage.values().stream().mapToLong(Long::longValue).sum(),
        events.stream().map(AuditEvent::getId).collect(Collectors.toSet()),
        damage,
        taken.path("rejected").asLong());
  }

  private static long records(JsonNode taken) {
    return taken.path("accepted").asLong() + taken.path("heartbeats").asLong();
  }

  private Path writeSample() {
    Path sample = work.resolve("sample.jsonl");
    String count = Integer.toString(SAMPLE.count());
    String seed = Long.toString(SAMPLE.seed());
    String unused =
        execute("sample", List.of("--count", count, "--seed", seed, "--out", sample.toString()));
    return sample;
  }

  private JsonNode ingest(Path logs, ImportFormat format, List<String> tenant) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--json", "--format", format.word()));
    arguments.addAll(tenant);
    arguments.addAll(List.of("--bootstrap", endpoints.bootstrapServers()));
    arguments.addAll(List.of("--registry", endpoints.registryUrl()));
    arguments.add(logs.toString());
    JsonNode taken = new ObjectMapper().readTree(execute("ingest", arguments));
    console.say(
        "  %d accepted, %d refused, %d heartbeats of the emitters besides"
            .formatted(
                taken.path("accepted").asLong(),
                taken.path("rejected").asLong(),
                taken.path("heartbeats").asLong()));
    return taken;
  }

  /** Runs a command as the user would and gives what it prints. */
  private String execute(String name, List<String> arguments) {
    var subcommand = command.root().subcommands().get(name);
    if (subcommand == null) {
      throw new IllegalStateException("no command " + name);
    }
    var printed = new StringWriter();
    int exitCode =
        subcommand.setOut(new PrintWriter(printed)).execute(arguments.toArray(String[]::new));
    if (exitCode > FINDING) {
      throw new LocalStackException(
          "'sealstream %s' ended with %d: see above".formatted(name, exitCode));
    }
    return printed.toString();
  }

  private SortedMap<String, Long> damage(List<AuditEvent> events) {
    SortedMap<String, Long> damage = new TreeMap<>();
    for (DamagedRecords.Kind kind : DamagedRecords.Kind.values()) {
      damage.merge(kind.expected().name(), (long) DAMAGED_OF_EACH_KIND, Long::sum);
    }
    int count = DAMAGED_OF_EACH_KIND * DamagedRecords.Kind.values().length;
    try (SchemaRegistryClient registry =
        new ConfluentSchemaRegistryClient(RegistryConfig.of(endpoints.registryUrl()))) {
      new DamagedInput(endpoints.bootstrapServers(), registry, Clock.systemUTC())
          .send(LocalTopics.EVENTS, events.subList(0, count), SAMPLE.seed());
    }
    console.say(
        "and %d damaged records after it, %d of each kind".formatted(count, DAMAGED_OF_EACH_KIND));
    return damage;
  }
}
