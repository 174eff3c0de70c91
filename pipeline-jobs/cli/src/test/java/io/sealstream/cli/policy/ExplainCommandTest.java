package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.cli.ConsoleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code policy explain} says of an event. */
class ExplainCommandTest {
  private static final String POLICY =
      """
      apiVersion: policy/v1
      id: users
      version: %d
      owner: team
      mode: %s
      effectiveFrom: %s
      exceptions: [{id: x, match: {awsRegion: %s}, reason: drill, approver: ada, ticket: T, expires: 2027-01-01T00:00:00Z}]
      ---
      title: A user
      logsource: {product: aws, service: cloudtrail}
      detection:
        made: {eventName: CreateUser}
        failed: {errorCode|contains: Denied}
        condition: made and not failed
      """;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void events() throws IOException {
    Files.writeString(
        folder.resolve("e.jsonl"),
        """
        {"id":"ok","logsource":{"product":"aws","service":"cloudtrail"},"event":{"eventID":"ok","eventName":"CreateUser","awsRegion":"here","eventTime":"2026-01-01T00:00:00Z"}}
        {"id":"no","logsource":{"product":"aws","service":"cloudtrail"},"event":{"eventID":"no","eventName":"CreateUser","errorCode":"AccessDenied","awsRegion":"here","eventTime":"2026-01-01T00:01:00Z"}}
        """);
  }

  @Test
  void eachVersionIsExplainedAlone() throws IOException {
    write(1, "enforce", "2025-01-01T00:00:00Z", "nowhere");
    write(2, "shadow", "2025-01-01T00:00:00Z", "nowhere");
    write(3, "enforce", "2025-01-01T00:00:00Z", "here");
    write(4, "enforce", "2026-06-01T00:00:00Z", "nowhere");
    write(5, "disabled", "2025-01-01T00:00:00Z", "nowhere");

    ConsoleRun run = explain("ok");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines().filter(line -> !line.startsWith(" ")))
        .containsExactly(
            "users@1 (rule, governs): violation",
            "users@2 (rule, governs): shadow",
            "users@3 (rule, governs): suppressed",
            "users@4 (rule, is effective from 2026-06-01T00:00:00Z, the event is of"
                + " 2026-01-01T00:00:00Z): not judged",
            "users@5 (rule, is disabled): not judged");
    assertThat(run.out())
        .contains("  exception x, approved by ada until 2027-01-01T00:00:00Z: drill");
  }

  @Test
  void whatDidNotFireIsExplainedToo() throws IOException {
    write(1, "enforce", "2025-01-01T00:00:00Z", "nowhere");

    assertThat(explain("no", "--policy=users@1").out().lines())
        .containsExactly(
            "users@1 (rule, governs): no match",
            "  rule A user: does not match",
            "    made: true",
            "    failed: true",
            "    eventName = [CreateUser]",
            "    errorCode = [AccessDenied]");
    assertThat(explain("no", "--json").out())
        .contains("\"selections\":{\"made\":true,\"failed\":true}", "\"outcome\":\"no match\"");
  }

  @Test
  void correlationsNeverDecideAlone() throws IOException {
    Files.createDirectories(folder.resolve("rules"));
    Files.writeString(
        folder.resolve("rules/many.yml"),
        """
        title: Many
        id: many
        correlation: {type: event_count, rules: [user], group-by: [awsRegion], timespan: 1h, condition: {gte: 2}}
        ---
        title: A user
        name: user
        logsource: {product: aws}
        detection: {s: {eventName: CreateUser}, condition: s}
        ---
        title: Elsewhere
        id: elsewhere
        logsource: {product: okta}
        detection: {s: {eventName: CreateUser}, condition: s}
        """);

    assertThat(explain("ok").out().lines())
        .contains(
            "many@1 (correlation, governs): takes part: with other events it may make a finding",
            "elsewhere@1 (rule, governs): no match",
            "  rule Elsewhere: does not match, is about another log source");
  }

  @Test
  void whatCannotBeDoneIsSaid() throws IOException {
    write(1, "enforce", "2025-01-01T00:00:00Z", "nowhere");
    ConsoleRun absent = explain("nosuch");
    assertThat(absent.exitCode()).isEqualTo(2);
    assertThat(absent.err()).contains("no event nosuch among 2");
    ConsoleRun unknown = explain("ok", "--policy=nosuch");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("no policy nosuch among these files");
    Files.writeString(folder.resolve("rules/bad.yml"), "title: x\n");
    assertThat(explain("ok").exitCode()).isEqualTo(1);
  }

  private void write(int version, String mode, String from, String excepted) throws IOException {
    Files.createDirectories(folder.resolve("rules"));
    Files.writeString(
        folder.resolve("rules/v" + version + ".yml"),
        POLICY.formatted(version, mode, from, excepted));
  }

  private ConsoleRun explain(String id, String... more) {
    var all =
        new ArrayList<>(
            List.of("policy", "explain", "--policies", folder.resolve("rules").toString()));
    all.addAll(List.of("--events", folder.resolve("e.jsonl").toString(), "--format=envelope"));
    all.addAll(List.of("--event", id));
    all.addAll(List.of(more));
    return ConsoleRun.of(all.toArray(String[]::new));
  }
}
