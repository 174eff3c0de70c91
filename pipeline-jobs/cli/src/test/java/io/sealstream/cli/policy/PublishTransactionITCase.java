package io.sealstream.cli.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.cli.ConsoleRun;
import io.sealstream.cli.reckoning.TopicReader;
import io.sealstream.local.KafkaServer;
import io.sealstream.policy.publish.PolicyRecord;
import io.sealstream.policy.publish.PolicyStatement;
import io.sealstream.policy.publish.SignedPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("several policies are published in one transaction: all or none")
@Timeout(300)
class PublishTransactionITCase {
  @RegisterExtension static final PublishBroker BROKER = new PublishBroker();

  @TempDir private Path folder = Path.of("");

  private final String topic = "policies-" + UUID.randomUUID();

  @Test
  void filesAreOneTransaction() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      Files.writeString(folder.resolve(name + ".yml"), rule(name));
    }
    assertThat(publish(folder).out())
        .contains("a.yml@1 effective", "offset 0")
        .contains("b.yml@1 effective", "offset 1")
        .contains("c.yml@1 effective", "offset 2");
    Path more = Files.createDirectory(folder.resolve("more"));
    Files.writeString(more.resolve("d.yml"), rule("d"));
    assertThat(publish(more).out()).as("behind one marker").contains("d.yml@1", "offset 4");
  }

  @Test
  @DisplayName("killed between two sends, none is published; what others publish then is")
  void killedInBetween() throws Exception {
    topic().create();
    Path drafts = folder.resolve("drafts.json");
    PolicyDraft.write(drafts, List.of(draft("a"), draft("b")));
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                HalfPublished.class.getName(),
                BROKER.bootstrap(),
                topic,
                drafts.toString())
            .redirectError(folder.resolve("killed.err").toFile())
            .start();
    try (var out = new BufferedReader(new InputStreamReader(killed.getInputStream(), UTF_8))) {
      assertThat(out.readLine())
          .as(Files.readString(folder.resolve("killed.err")))
          .isEqualTo(HalfPublished.SENT);
    } finally {
      killed.destroyForcibly().waitFor();
    }
    assertThat(published()).isEmpty();

    topic().send(List.of(draft("c"))); // behind the open transaction: waits for its end
    assertThat(published()).containsExactly("c.yml@1");
  }

  @Test
  void whatIsNotCommittedIsTakenBack() throws Exception {
    topic().create();
    try (var transaction = begin()) {
      transaction.add(draft("a"));
      assertThat(transaction.flush()).as("it is in the log").isZero();
    }
    topic().send(List.of(draft("b")));
    assertThat(published()).containsExactly("b.yml@1");
  }

  @Test
  @DisplayName("who publishes at the same time takes back nothing of the first")
  void twoAtOnce() throws Exception {
    topic().create();
    try (var first = begin();
        var second = begin()) {
      first.add(draft("a"));
      assertThat(first.flush()).isZero();
      second.add(draft("b"));
      assertThat(second.commit()).isEqualTo(1);
      assertThat(published()).as("in order: not before it is known what came first").isEmpty();
      first.add(draft("c"));
      assertThat(first.commit()).isGreaterThan(1);
    }
    new TopicReader(BROKER.bootstrap()).awaitReadable(new TopicPartition(topic, 0), 3);
    assertThat(published()).containsExactly("a.yml@1", "b.yml@1", "c.yml@1");
  }

  @Test
  @DisplayName("what readers do not get to yet is published, and that is said")
  void behindTheTransactionOfSomebodyElse() throws Exception {
    topic().create();
    try (var theirs = begin()) {
      theirs.add(draft("a"));
      assertThat(theirs.flush()).isZero();
      var impatient = new PoliciesTopic(BROKER.bootstrap(), topic, Duration.ofSeconds(1));
      assertThatThrownBy(() -> impatient.send(List.of(draft("b"))))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              "topic %s: published, but readers do not get to offset 1: a transaction of somebody else is still open"
                  .formatted(topic));
    }
    new TopicReader(BROKER.bootstrap()).awaitReadable(new TopicPartition(topic, 0), 1);
    assertThat(published()).as("theirs is taken back").containsExactly("b.yml@1");
  }

  @Test
  @Timeout(90)
  @DisplayName("where the broker goes away before the end, that is said and nothing waits for it")
  void theBrokerGoesAway() throws Exception {
    try (var own = KafkaServer.start(Path.of("target/it/away-kafka-" + UUID.randomUUID()))) {
      new PoliciesTopic(own.bootstrapServers(), topic).create();
      try (var transaction = PolicyTransaction.begin(own.bootstrapServers(), topic)) {
        transaction.add(draft("a"));
        assertThat(transaction.flush()).isZero();
        own.process().close();
        assertThatThrownBy(transaction::commit)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("All are published or none: 'sealstream policy list' says which")
            .message()
            .hasLineCount(1);
      }
    }
  }

  private PolicyTransaction begin() throws IOException {
    return PolicyTransaction.begin(BROKER.bootstrap(), topic);
  }

  private PoliciesTopic topic() {
    return BROKER.topic(topic);
  }

  private List<String> published() throws IOException {
    return topic().read().orElseThrow().stream().map(PolicyRecord::key).toList();
  }

  private ConsoleRun publish(Path path) {
    ConsoleRun run = BROKER.publish(topic, path);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private static String rule(String action) {
    return PublishPeople.RULE.replace("read}", action + "}");
  }

  private static PolicyDraft draft(String name) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String file = name + ".yml";
    var statement =
        new PolicyStatement(
            file, 1, file, rule(name), "alice", "bob", "why", now.plusSeconds(600), now);
    return new PolicyDraft(file, statement, SignedPolicy.unsigned(statement));
  }
}
