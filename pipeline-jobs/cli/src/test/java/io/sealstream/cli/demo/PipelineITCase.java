package io.sealstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.cli.jobs.Await;
import io.sealstream.cli.jobs.Job;
import io.sealstream.cli.reckoning.Match;
import io.sealstream.cli.reckoning.PipelineReckoning;
import io.sealstream.cli.reckoning.Undecodable;
import io.sealstream.local.LocalTopics;
import io.sealstream.schemas.emitter.TenantEmitters;
import io.sealstream.schemas.sample.SampleGenerator;
import io.sealstream.schemas.sample.SampleOptions;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.DecisionOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The real jobs on a real cluster. The tests share the topics: each counts everything that is there
 * when it is done, its own records and those of the tests before it.
 */
class PipelineITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int DAMAGE_EVERY = 100;
  private static final int DAMAGED = 15;

  @SuppressWarnings("NullAway.Init") // JUnit calls start() first.
  private static RunningPipeline pipeline;

  @BeforeAll
  static void start() throws Exception {
    pipeline = new RunningPipeline();
  }

  @AfterAll
  static void stop() {
    pipeline.close();
  }

  @Test
  @DisplayName("the cluster shows every job running, its operators by name")
  void jobsRunWithNamedOperators() {
    assertThat(pipeline.operators(Job.POLICY)).hasSize(4);
    assertThat(String.join("|", pipeline.operators(Job.POLICY)))
        .contains("read and decode audit events", "check offsets", "skip undecodable")
        .contains("match policies", "correlate hits", "write violations")
        .contains("write decisions");
    assertThat(pipeline.operators(Job.SEARCH))
        .singleElement()
        .asString()
        .contains("read audit events", "decode, make document", "index documents");
    assertThat(pipeline.operators(Job.EVIDENCE)).hasSize(3);
    assertThat(String.join("|", pipeline.operators(Job.EVIDENCE)))
        .contains("read records to seal", "classify", "copy rejected records", "seal: Writer")
        .contains("|seal: seal epochs", "|seal: Committer");
    assertThat(pipeline.flink().rest().jobs())
        .hasSize(3)
        .allSatisfy(job -> assertThat(job.state()).isEqualTo("RUNNING"));
  }

  @Test
  @DisplayName("10,000 records with every kind of damage: each is sealed and in its one place")
  void damageIsSealedAndCopiedAndTheRestIsIndexed() throws Exception {
    var mixed = new MixedRecords(pipeline.bootstrap(), pipeline.registry());
    var sample = new SampleGenerator(SampleOptions.of(10_000, 7));
    Set<String> events = ids(sample);
    List<Long> restoresBefore = pipeline.restores();
    mixed.send(sample.events(), 7);
    assertThat(mixed.sent()).isEqualTo(10_000);

    PipelineReckoning reckoning = pipeline.reckon();

    assertThat(reckoning.differences()).isEmpty();
    // What was sent, not what a decoder of ours makes of it.
    Map<String, Undecodable> expected = mixed.damaged();
    assertThat(reckoning.rejected().copies()).containsAllEntriesOf(expected);
    assertThat(expected.values().stream().map(Undecodable::reason).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "TOMBSTONE",
            "BAD_MAGIC",
            "UNKNOWN_SCHEMA",
            "INCOMPATIBLE_SCHEMA",
            "MALFORMED",
            "TRAILING_BYTES",
            "TOO_LARGE",
            "INVALID_TENANT",
            "INVALID_ID",
            "FUTURE_TIME",
            "TENANT_NOT_BOUND");
    assertThat(indexed(reckoning)).containsAll(mixed.goodIds());
    assertThat(pipeline.flink().rest().jobs())
        .allSatisfy(job -> assertThat(job.state()).isEqualTo("RUNNING"));
    assertThat(pipeline.restores()).as("the jobs stayed up").isEqualTo(restoresBefore);
    assertThat(violated(reckoning, events)).isEqualTo(triggers(sample, mixed.goodIds()));
    // The sample's policies enforce, and nothing is excepted: every decision is a violation.
    Set<String> violations = reckoning.violations().byId().keySet();
    Await.until(
        () -> pipeline.decisions().keySet().equals(violations),
        PATIENCE,
        () -> "decisions " + pipeline.decisions().keySet() + ", violations " + violations);
    assertThat(pipeline.decisions().values())
        .allSatisfy(d -> assertThat(d.getOutcome()).isEqualTo(DecisionOutcome.VIOLATION));
  }

  @Test
  @DisplayName("the task manager killed in the middle of ingest: nothing is lost or doubled")
  void killedTaskManagerLosesNothing() throws Exception {
    var sample = new SampleGenerator(SampleOptions.of(6_000, 99));
    var emitted = new AtomicInteger();
    long sealedBefore = pipeline.sealed();
    CompletableFuture<Void> ingest =
        CompletableFuture.runAsync(() -> emitDurably(sample.events(), emitted));

    // Some of it is published, some is in flight, most is yet to come.
    Await.until(
        () -> pipeline.sealed() > sealedBefore, PATIENCE, () -> "nothing was sealed: " + emitted);
    assertThat(ingest).as("the kill falls into the ingest").isNotDone();
    pipeline.flink().killTaskManager();
    int emittedAtKill = emitted.get();
    Await.until(
        () -> emitted.get() > emittedAtKill + 200, PATIENCE, () -> "ingest stands: " + emitted);
    pipeline.flink().startTaskManager();
    ingest.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    PipelineReckoning reckoning = pipeline.reckon();

    assertThat(pipeline.restores()).as("every job was restored").allMatch(count -> count > 0);
    assertThat(reckoning.differences()).isEmpty();
    assertThat(indexed(reckoning)).containsAll(ids(sample));
    assertThat(violated(reckoning, ids(sample))).isEqualTo(triggers(sample, ids(sample)));
  }

  private static void emitDurably(List<AuditEvent> events, AtomicInteger emitted) {
    Map<String, Object> producer = Map.of("bootstrap.servers", pipeline.bootstrap());
    try (var emitters =
        TenantEmitters.open(producer, pipeline.registry(), LocalTopics.EVENTS, "killed")) {
      var damage = new DamagedInput(pipeline.bootstrap(), pipeline.registry(), Clock.systemUTC());
      for (AuditEvent event : events) {
        var unused = emitters.emitDurably(event);
        if (emitted.incrementAndGet() % DAMAGE_EVERY == 0) {
          damage.send(LocalTopics.EVENTS, events.subList(0, DAMAGED), emitted.get());
        }
      }
    }
  }

  private static Set<String> ids(SampleGenerator sample) {
    return sample.events().stream().map(AuditEvent::getId).collect(Collectors.toSet());
  }

  /** Ids of the story's events that policies must fire on, as far as they are among these. */
  private static Set<String> triggers(SampleGenerator sample, Set<String> among) {
    return sample.expectedStories().stream()
        .flatMap(story -> story.triggerIds().stream())
        .filter(among::contains)
        .collect(Collectors.toSet());
  }

  private static Set<String> violated(PipelineReckoning reckoning, Set<String> among) {
    return reckoning.violations().matches().stream()
        .map(Match::eventId)
        .filter(among::contains)
        .collect(Collectors.toSet());
  }

  private static Set<String> indexed(PipelineReckoning reckoning) {
    Set<String> all = new HashSet<>();
    reckoning.documents().idsByTenant().values().forEach(all::addAll);
    return all;
  }
}
