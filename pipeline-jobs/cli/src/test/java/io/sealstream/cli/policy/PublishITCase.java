package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.cli.ConsoleRun;
import io.sealstream.local.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing to a broker of its own: two people, a history, a rollback. */
class PublishITCase {
  private static final String RULE =
      """
      title: Reads
      logsource: {product: app}
      detection: {s: {action: read}, condition: s}
      """;
  private static final String CHANGED = RULE.replace("read", "write");

  @SuppressWarnings("NullAway.Init") // JUnit calls start() first.
  private static KafkaServer kafka;

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start() throws Exception {
    kafka = KafkaServer.start(Path.of("target/it/publish-kafka-" + UUID.randomUUID()));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void twoPeoplePublishChangeAndRollBack() throws IOException {
    String topic = "policies-" + UUID.randomUUID();
    String keys = keys();
    Instant from = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);

    assertThat(approve(topic, keys, draft(RULE, 1, from)).out().strip())
        .isEqualTo("reads.yml@1 effective from %s, offset 0".formatted(from));
    Path other = draft(CHANGED, 1, from);
    assertRefused(approve(topic, keys, other), "published with other content at offset 0");
    assertThat(approve(topic, keys, draft(RULE, 1, from)).out())
        .contains("reads.yml@1 is published already, at offset 0: nothing to send");
    assertThat(approve(topic, keys, draft(CHANGED, 2, from.plusSeconds(60))).exitCode()).isZero();
    assertThat(approve(topic, keys, draft(RULE, 3, from.plusSeconds(120))).out())
        .contains("reads.yml@3", "offset 4");
    assertRefused(
        approve(topic, keys, draft(RULE, 4, Instant.now().plusSeconds(30))), "60 s ahead of now");
    assertHistory(topic, keys, from);
  }

  private void assertHistory(String topic, String keys, Instant from) throws IOException {
    ConsoleRun run =
        ConsoleRun.of(
            "policy",
            "list",
            "--bootstrap=" + kafka.bootstrapServers(),
            "--topic=" + topic,
            "--keys=" + keys,
            "--history",
            "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode list = new ObjectMapper().readTree(run.out());
    assertThat(list.get("refused")).isEmpty();
    assertThat(list.get("policies").findValuesAsText("version")).containsExactly("1", "2", "3");
    assertThat(list.get("policies").findValuesAsText("state"))
        .containsExactly("scheduled", "scheduled", "scheduled");
    JsonNode first = list.get("policies").get(0);
    assertThat(first.get("author").asText()).isEqualTo("alice");
    assertThat(first.get("approver").asText()).isEqualTo("bob");
    assertThat(first.get("reason").asText()).isEqualTo("for a test");
    assertThat(first.get("effectiveFrom").asText()).isEqualTo(from.toString());
    assertThat(first.get("until").asText()).isEqualTo(from.plusSeconds(60).toString());
    assertThat(first.get("hash")).isEqualTo(list.get("policies").get(2).get("hash"));
  }

  @Test
  void nothingIsSentWhereOneOfSeveralIsRefused() throws IOException {
    String topic = "policies-" + UUID.randomUUID();
    Files.writeString(folder.resolve("a.yml"), RULE);
    Files.writeString(folder.resolve("b.yml"), RULE + "---\nid: second\n" + CHANGED);
    assertRefused(development(topic, folder.toString()), "a published file holds one policy");
    ConsoleRun list = list(topic);
    assertThat(list.exitCode()).isEqualTo(2);
    assertThat(list.err()).contains("nothing was ever published");

    Files.delete(folder.resolve("b.yml"));
    assertThat(development(topic, folder.toString()).out()).contains("a.yml@1 effective from");
    assertThat(list(topic).out())
        .contains("a.yml@1 scheduled from")
        .contains("1 versions, 0 records refused; signatures were not checked");
  }

  @Test
  void aSignatureThatIsMissingIsRefusedBeforeItIsSent() throws IOException {
    String topic = "policies-" + UUID.randomUUID();
    Path draft = draft(RULE, 1, Instant.now().plusSeconds(600));
    String keys = keys();
    ConsoleRun run =
        ConsoleRun.of(
            "policy",
            "publish",
            draft.toString(),
            "--approver=bob",
            "--keys=" + keys,
            "--approver-key=" + folder.resolve("alice.pem"),
            "--topic=" + topic,
            "--bootstrap=" + kafka.bootstrapServers());
    assertRefused(run, "not signed by its");
    assertThat(list(topic).exitCode()).isEqualTo(2);
  }

  @Test
  void publishedVersionsAreExplained() throws IOException {
    String topic = "policies-" + UUID.randomUUID();
    String keys = keys();
    Instant from = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
    ConsoleRun missing = explain(topic);
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err())
        .contains("Kafka at %s has no topic %s: is".formatted(kafka.bootstrapServers(), topic));
    new PoliciesTopic(kafka.bootstrapServers(), topic).create();
    assertThat(explain(topic).err().strip()).isEqualTo(ExplainCommandTest.NO_POLICY);

    assertThat(approve(topic, keys, draft(RULE, 1, from)).exitCode()).isZero();
    assertThat(approve(topic, keys, draft(CHANGED, 2, from)).exitCode()).isZero();
    assertThat(explain(topic, "--keys=" + keys).out())
        .contains("reads.yml@1 (rule, is effective from " + from)
        .contains("reads.yml@2 (rule, is effective from " + from);
    String others = keys("others", "carol", "dave");
    assertThat(explain(topic, "--keys=" + others).err().strip())
        .isEqualTo(ExplainCommandTest.NO_POLICY);

    Path file = Files.writeString(folder.resolve("file.yml"), RULE);
    ConsoleRun both = explain(topic, "--policies=" + file, "--policy=nosuch");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err())
        .contains("no policy nosuch among those given; there are file.yml, reads.yml");
  }

  private ConsoleRun explain(String topic, String... more) throws IOException {
    Path events = Files.writeString(folder.resolve("e.jsonl"), BacktestFolder.event("e", 0));
    var all = new ArrayList<>(List.of("policy", "explain", "--event=e", "--format=envelope"));
    all.addAll(List.of("--events=" + events, "--published=" + topic));
    all.add("--bootstrap=" + kafka.bootstrapServers());
    all.addAll(List.of(more));
    return ConsoleRun.of(all.toArray(String[]::new));
  }

  private Path draft(String text, int version, Instant from) throws IOException {
    Path rule = Files.writeString(folder.resolve("reads.yml"), text);
    Path draft = folder.resolve(UUID.randomUUID() + ".json");
    keys();
    ConsoleRun run =
        ConsoleRun.of(
            "policy",
            "publish",
            rule.toString(),
            "--author=alice",
            "--author-key=" + folder.resolve("alice.pem"),
            "--approver=bob",
            "--reason=for a test",
            "--effective-from=" + from,
            "--version-number=" + version,
            "--draft=" + draft);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return draft;
  }

  private static ConsoleRun list(String topic) {
    return ConsoleRun.of(
        "policy", "list", "--bootstrap=" + kafka.bootstrapServers(), "--topic=" + topic);
  }

  private ConsoleRun approve(String topic, String keys, Path draft) {
    return ConsoleRun.of(
        "policy",
        "publish",
        draft.toString(),
        "--approver=bob",
        "--keys=" + keys,
        "--approver-key=" + folder.resolve("bob.pem"),
        "--topic=" + topic,
        "--bootstrap=" + kafka.bootstrapServers());
  }

  private static ConsoleRun development(String topic, String path) {
    return ConsoleRun.of(
        "policy",
        "publish",
        path,
        "--approver=bob",
        "--reason=r",
        "--development",
        "--author=alice",
        "--topic=" + topic,
        "--bootstrap=" + kafka.bootstrapServers());
  }

  private static void assertRefused(ConsoleRun run, String why) {
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
    assertThat(run.err()).contains(why);
  }

  private String keys() throws IOException {
    return keys("keys", "alice", "bob");
  }

  private String keys(String name, String author, String approver) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      var lines = new ArrayList<String>();
      for (String[] each : List.of(words(author, "author"), words(approver, "approver"))) {
        ConsoleRun run =
            ConsoleRun.of(
                "policy",
                "key",
                each[0],
                "--roles=" + each[1],
                "-o",
                folder.resolve(each[0] + ".pem").toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        lines.add(run.out().strip());
      }
      Files.write(file, lines);
    }
    return file.toString();
  }

  private static String[] words(String... words) {
    return words;
  }
}
