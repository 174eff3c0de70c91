package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.cli.ConsoleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Publishing to a broker of its own: two people, a history, a rollback. */
class PublishITCase {
  private static final String CHANGED = PublishPeople.RULE.replace("read", "write");

  @RegisterExtension static final PublishBroker BROKER = new PublishBroker();

  @TempDir private Path folder = Path.of("");

  private final String topic = "policies-" + UUID.randomUUID();

  @Test
  void twoPeoplePublishChangeAndRollBack() throws IOException {
    Instant from = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);

    assertThat(approve(draft(PublishPeople.RULE, 1, from)).out().strip())
        .isEqualTo("reads.yml@1 effective from %s, offset 0".formatted(from));
    Path other = draft(CHANGED, 1, from);
    assertRefused(approve(other), "published with other content at offset 0");
    assertThat(approve(draft(PublishPeople.RULE, 1, from)).out())
        .contains("reads.yml@1 is published already, at offset 0: nothing to send");
    assertThat(approve(draft(CHANGED, 2, from.plusSeconds(60))).exitCode()).isZero();
    assertThat(approve(draft(PublishPeople.RULE, 3, from.plusSeconds(120))).out())
        .contains("reads.yml@3", "offset 4");
    assertRefused(
        approve(draft(PublishPeople.RULE, 4, Instant.now().plusSeconds(30))), "60 s ahead of now");
    assertHistory(from);
  }

  private void assertHistory(Instant from) throws IOException {
    ConsoleRun run =
        ConsoleRun.of(
            "policy",
            "list",
            "--bootstrap=" + BROKER.bootstrap(),
            "--topic=" + topic,
            "--keys=" + people().keys(),
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
    Files.writeString(folder.resolve("a.yml"), PublishPeople.RULE);
    Files.writeString(folder.resolve("b.yml"), PublishPeople.RULE + "---\nid: second\n" + CHANGED);
    assertRefused(BROKER.publish(topic, folder), "a published file holds one policy");
    ConsoleRun list = BROKER.list(topic);
    assertThat(list.exitCode()).isEqualTo(2);
    assertThat(list.err()).contains("nothing was ever published");

    Files.delete(folder.resolve("b.yml"));
    assertThat(BROKER.publish(topic, folder).out()).contains("a.yml@1 effective from");
    assertThat(BROKER.list(topic).out())
        .contains("a.yml@1 scheduled from")
        .contains("1 versions, 0 records refused; signatures were not checked");
  }

  @Test
  void aSignatureThatIsMissingIsRefusedBeforeItIsSent() throws IOException {
    Path draft = draft(PublishPeople.RULE, 1, Instant.now().plusSeconds(600));
    ConsoleRun run = PublishPeople.publish(people().approval(BROKER, topic, draft, "alice.pem"));
    assertRefused(run, "not signed by its");
    assertThat(BROKER.list(topic).exitCode()).isEqualTo(2);
  }

  @Test
  void publishedVersionsAreExplained() throws IOException {
    Instant from = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
    ConsoleRun missing = explain();
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err())
        .contains("Kafka at %s has no topic %s: is".formatted(BROKER.bootstrap(), topic));
    BROKER.topic(topic).create();
    assertThat(explain().err().strip()).isEqualTo(ExplainCommandTest.NO_POLICY);

    assertThat(approve(draft(PublishPeople.RULE, 1, from)).exitCode()).isZero();
    assertThat(approve(draft(CHANGED, 2, from)).exitCode()).isZero();
    assertThat(explain("--keys=" + people().keys()).out())
        .contains("reads.yml@1 (rule, is effective from " + from)
        .contains("reads.yml@2 (rule, is effective from " + from);
    String others = people().keys("others", "carol", "dave");
    assertThat(explain("--keys=" + others).err().strip()).isEqualTo(ExplainCommandTest.NO_POLICY);

    Path file = Files.writeString(folder.resolve("file.yml"), PublishPeople.RULE);
    ConsoleRun both = explain("--policies=" + file, "--policy=nosuch");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err())
        .contains("no policy nosuch among those given; there are file.yml, reads.yml");
  }

  private PublishPeople people() {
    return new PublishPeople(folder);
  }

  private Path draft(String text, int version, Instant from) throws IOException {
    return people().draft(text, version, from);
  }

  private ConsoleRun approve(Path draft) throws IOException {
    return people().approve(BROKER, topic, draft);
  }

  private ConsoleRun explain(String... more) throws IOException {
    Path events = Files.writeString(folder.resolve("e.jsonl"), BacktestFolder.event("e", 0));
    var all = new ArrayList<>(List.of("policy", "explain", "--event=e", "--format=envelope"));
    all.addAll(List.of("--events=" + events, "--published=" + topic));
    all.add("--bootstrap=" + BROKER.bootstrap());
    all.addAll(List.of(more));
    return ConsoleRun.of(all.toArray(String[]::new));
  }

  private static void assertRefused(ConsoleRun run, String why) {
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
    assertThat(run.err()).contains(why);
  }
}
