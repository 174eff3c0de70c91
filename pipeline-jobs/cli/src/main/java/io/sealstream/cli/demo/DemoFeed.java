package io.sealstream.cli.demo;

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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Puts a demo's input onto Kafka, with the commands that a user has. */
final class DemoFeed {
  /** The bundled sample. */
  static final SampleOptions SAMPLE = SampleOptions.of(5000, 42);

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

  /** Whether every record of the input was taken. */
  boolean ingest(DemoInput input) throws IOException {
    Path logs = input.logs();
    if (logs != null) {
      console.say("ingesting " + logs);
      List<String> tenant = input.format().needsTenant() ? List.of("--tenant", TENANT) : List.of();
      return ingest(logs, input.format(), tenant);
    }
    console.say("ingesting the bundled sample");
    Path sample = work.resolve("sample.jsonl");
    boolean made =
        execute(
            "sample",
            List.of(
                "--count",
                Integer.toString(SAMPLE.count()),
                "--seed",
                Long.toString(SAMPLE.seed()),
                "--out",
                sample.toString()));
    boolean taken = ingest(sample, input.format(), List.of());
    damage();
    return made && taken;
  }

  private boolean ingest(Path logs, ImportFormat format, List<String> tenant) {
    List<String> arguments = new ArrayList<>(List.of("--format", format.word()));
    arguments.addAll(tenant);
    arguments.addAll(List.of("--bootstrap", endpoints.bootstrapServers()));
    arguments.addAll(List.of("--registry", endpoints.registryUrl()));
    arguments.add(logs.toString());
    return execute("ingest", arguments);
  }

  /** Runs a command as the user would; gives whether it had nothing to find fault with. */
  private boolean execute(String name, List<String> arguments) {
    var subcommand = command.root().subcommands().get(name);
    if (subcommand == null) {
      throw new IllegalStateException("no command " + name);
    }
    int exitCode = subcommand.execute(arguments.toArray(String[]::new));
    if (exitCode > FINDING) {
      throw new LocalStackException(
          "'sealstream %s' ended with %d: see above".formatted(name, exitCode));
    }
    return exitCode != FINDING;
  }

  private void damage() {
    int count = DAMAGED_OF_EACH_KIND * DamagedRecords.Kind.values().length;
    try (SchemaRegistryClient registry =
        new ConfluentSchemaRegistryClient(RegistryConfig.of(endpoints.registryUrl()))) {
      new DamagedInput(endpoints.bootstrapServers(), registry, Clock.systemUTC())
          .send(
              LocalTopics.EVENTS,
              new SampleGenerator(SAMPLE).events().subList(0, count),
              SAMPLE.seed());
    }
    console.say(
        "and %d damaged records among them, %d of each kind"
            .formatted(count, DAMAGED_OF_EACH_KIND));
  }
}
