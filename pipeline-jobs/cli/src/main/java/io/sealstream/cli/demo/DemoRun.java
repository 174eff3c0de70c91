package io.sealstream.cli.demo;

import io.sealstream.cli.jobs.Job;
import io.sealstream.cli.jobs.JobDefaults;
import io.sealstream.cli.jobs.LocalSigningKey;
import io.sealstream.cli.jobs.StackJobs;
import io.sealstream.cli.reckoning.EventsInput;
import io.sealstream.cli.reckoning.KafkaReckoner;
import io.sealstream.cli.reckoning.Match;
import io.sealstream.cli.reckoning.OutputTopics;
import io.sealstream.cli.reckoning.PipelineReckoner;
import io.sealstream.cli.reckoning.PipelineReckoning;
import io.sealstream.cli.reckoning.SearchReckoner;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.EvidenceStores;
import io.sealstream.local.Endpoints;
import io.sealstream.local.LocalHome;
import io.sealstream.local.LocalTopics;
import io.sealstream.schemas.registry.ConfluentSchemaRegistryClient;
import io.sealstream.schemas.registry.RegistryConfig;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** One demo on a stack that is up. */
final class DemoRun {
  private static final Duration SETTLED_WITHIN = Duration.ofMinutes(10);
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(60);
  private static final OutputTopics OUTPUTS =
      new OutputTopics(
          LocalTopics.REJECTED,
          LocalTopics.VIOLATIONS,
          List.of(LocalTopics.VIOLATIONS, LocalTopics.DECISIONS, LocalTopics.POLICIES));

  private final CommandSpec command;
  private final Console console;
  private final LocalHome home;
  private final Path work;
  private final Endpoints endpoints;

  DemoRun(CommandSpec command, Console console, LocalHome home, Path work, Endpoints endpoints) {
    this.command = command;
    this.console = console;
    this.home = home;
    this.work = work;
    this.endpoints = endpoints;
  }

  /** Whether everything is accounted for and as expected. */
  boolean run(DemoInput input) throws IOException {
    submit(input);
    Fed fed = new DemoFeed(command, console, endpoints, work).feed(input);
    TrustFile trust = TrustFile.read(LocalSigningKey.in(work).trust());
    try (EvidenceStore archive =
            EvidenceStores.open(endpoints.storeUri(), endpoints.storeOptions());
        SchemaRegistryClient registry =
            new ConfluentSchemaRegistryClient(RegistryConfig.of(endpoints.registryUrl()))) {
      new Settling(endpoints.bootstrapServers(), archive, console::say)
          .await(List.of(LocalTopics.EVENTS), SETTLED_WITHIN);
      console.say("counting, from Kafka, the archive and the search node");
      var reckoner =
          new PipelineReckoner(
              new KafkaReckoner(endpoints.bootstrapServers(), registry),
              new SearchReckoner(URI.create(endpoints.searchUrl())),
              archive,
              trust);
      PipelineReckoning reckoning =
          reckoner.countOnceWhole(EventsInput.of(LocalTopics.EVENTS), OUTPUTS, VISIBLE_WITHIN);
      var report =
          new DemoReport(
              reckoning,
              fed.differences(reckoning.events()),
              judge(input, reckoning.violations().matches()),
              TamperedCopy.of(archive, work.resolve("tampered-copy")).verify(trust));
      report.lines().forEach(console::print);
      return report.fine();
    }
  }

  private void submit(DemoInput input) throws IOException {
    console.say("submitting the jobs; Flink UI: " + endpoints.flinkUrl());
    var jobs = new StackJobs(home, work, endpoints);
    Map<String, String> often = Map.of("execution.checkpointing.interval", "2 s");
    Map<Job, String> ids = new EnumMap<>(Job.class);
    ids.put(
        Job.EVIDENCE,
        jobs.submit(Job.EVIDENCE, Map.of("sealstream.evidence.seal-interval", "5 s")));
    ids.put(Job.SEARCH, jobs.submit(Job.SEARCH, often));
    Map<String, String> judging = new HashMap<>(often);
    if (input.policies() != null) {
      judging.put(JobDefaults.POLICY_PATHS, input.policies().toAbsolutePath().toString());
    }
    ids.put(Job.POLICY, jobs.submit(Job.POLICY, judging));
    for (Map.Entry<Job, String> job : ids.entrySet()) {
      List<String> operators = jobs.awaitRunning(job.getValue());
      console.say(
          "  %-8s RUNNING  %s".formatted(job.getKey().word(), String.join(" | ", operators)));
    }
  }

  private static Judgement judge(DemoInput input, Set<Match> found) {
    return input.expected() == null ? Judgement.unknown() : Judgement.of(input.expected(), found);
  }
}
