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

  static final String NO_POLICY =
      "there is no policy to explain: --policies holds none, or --published has none that --keys"
          + " admit";

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
  void correlationsAreExplainedFromTheHistory() throws IOException {
    many(3);

    assertThat(explain("no").out().lines())
        .contains(
            "many@1 (correlation, governs): no violation",
            "  in group awsRegion=here: taken",
            "  window of Many (event_count), group awsRegion=here: 2 of gte: 3 within 1h: not met",
            "    from 2025-12-31T23:01:00Z to 2026-01-01T00:01:00Z: 2 events",
            "      2026-01-01T00:00:00Z  ok",
            "      2026-01-01T00:01:00Z  no",
            "elsewhere@1 (rule, governs): no match",
            "  rule Elsewhere: does not match, is about another log source");

    many(2);
    assertThat(explain("ok").out().lines())
        .contains(
            "many@1 (correlation, governs): violation",
            "  window of Many (event_count), group awsRegion=here: 1 of gte: 2 within 1h: not met",
            "  violation in group awsRegion=here, anchor no at 2026-01-01T00:01:00Z, of ok, no");
    assertThat(explain("no", "--json").out())
        .contains(
            "\"values\":[\"2\"]",
            "\"condition\":\"gte: 2\"",
            "\"satisfied\":true",
            "\"findings\":[{");
    assertThat(explain("no", "--from=2026-01-01T00:00:30Z").out())
        .contains("many@1 (correlation, governs): no violation");
  }

  @Test
  void inTheOrderOfTheFileAnEventMayBeTooLate() throws IOException {
    many(1);
    Files.writeString(
        folder.resolve("e.jsonl"),
        """
        {"id":"new","logsource":{"product":"aws","service":"cloudtrail"},"event":{"eventID":"new","eventName":"Other","awsRegion":"here","eventTime":"2026-01-01T09:00:00Z"}}
        {"id":"ok","logsource":{"product":"aws","service":"cloudtrail"},"event":{"eventID":"ok","eventName":"CreateUser","awsRegion":"here","eventTime":"2026-01-01T00:00:00Z"}}
        """);
    assertThat(explain("ok", "--order=file").out())
        .contains("many@1 (correlation, governs): too late", "in group awsRegion=here: too late");
    assertThat(explain("ok", "--order=file", "--allowed-lateness=12h").out())
        .contains("many@1 (correlation, governs): violation");
    assertThat(explain("ok").out()).contains("many@1 (correlation, governs): violation");
  }

  @Test
  void sequencesAndAbsencesSayWhatTheyWaitedFor() throws IOException {
    pattern(
        "a",
        "sequence: {by: [awsRegion], within: 1h, steps: [{id: one, rule: user}, {id: two, rule: gone}]}");
    pattern(
        "b", "absence: {by: [awsRegion], trigger: user, expected: gone, order: after, within: 1h}");

    assertThat(explain("no").out().lines())
        .contains(
            "a@1 (sequence, governs): no violation",
            "  match in group awsRegion=here: waited for two; 1h passed since its first event at"
                + " 2026-01-01T01:01:00.001Z (the history ends at 2026-01-01T00:01:00Z: as if"
                + " nothing more came)",
            "    one: 2026-01-01T00:01:00Z  no",
            "b@1 (absence, governs): violation",
            "  trigger no in group awsRegion=here: nothing spared it, decided at"
                + " 2026-01-01T01:01:00Z (the history ends at 2026-01-01T00:01:00Z: as if nothing"
                + " more came)");
  }

  @Test
  void aVersionThatWasNotInForceIsExplainedAllTheSame() throws IOException {
    write(1, "enforce", "2025-01-01T00:00:00Z", "nowhere");
    write(2, "shadow", "2025-06-01T00:00:00Z", "nowhere");
    write(3, "enforce", "2026-06-01T00:00:00Z", "nowhere");

    assertThat(explain("ok", "--policy=users@1").out())
        .contains(
            "users@1 (rule, governs): violation", "not in force at the event's time: users@2 was");
    assertThat(explain("ok", "--policy=users@3").out())
        .contains("): not judged", "  if it had been in force: violation");
  }

  @Test
  void whatCannotBeDoneIsSaid() throws IOException {
    write(1, "enforce", "2025-01-01T00:00:00Z", "nowhere");
    ConsoleRun absent = explain("nosuch");
    assertThat(absent.exitCode()).isEqualTo(2);
    assertThat(absent.err()).contains("no event nosuch among 2");
    ConsoleRun unknown = explain("ok", "--policy=nosuch");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("no policy nosuch among those given; there are users");
    write(3, "enforce", "2025-01-01T00:00:00Z", "nowhere");
    ConsoleRun version = explain("ok", "--policy=users@7");
    assertThat(version.exitCode()).isEqualTo(2);
    assertThat(version.err()).contains("no version 7 of users; there are 1, 3");
    assertThat(explain("ok", "--from=2026-01-01T00:00:30Z").err())
        .contains("no event ok among 2, 1 of them outside of the span");
    assertThat(explain("ok", "--published=p").err())
        .contains("--published needs --bootstrap-servers");
    assertThat(explain("ok", "--keys=k").err()).contains("--keys goes with --published only");
    ConsoleRun nothing =
        ConsoleRun.of("policy", "explain", "--event=ok", "--events=e", "--format=native");
    assertThat(nothing.exitCode()).isEqualTo(2);
    Files.writeString(folder.resolve("rules/bad.yml"), "title: x\n");
    assertThat(explain("ok").exitCode()).isEqualTo(1);
  }

  @Test
  void filtersAloneAreNoPolicyToExplain() throws IOException {
    Files.createDirectories(folder.resolve("rules"));
    Files.writeString(
        folder.resolve("rules/f.yml"),
        """
        title: F
        logsource: {product: aws}
        filter: {rules: any, selection: {userAgent: t}, condition: not selection}
        """);
    for (String[] only : new String[][] {{}, {"--policy=users"}}) {
      ConsoleRun run = explain("ok", only);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err().strip()).isEqualTo(NO_POLICY);
    }
  }

  private void many(int least) throws IOException {
    Files.createDirectories(folder.resolve("rules"));
    Files.writeString(
        folder.resolve("rules/many.yml"),
        """
        title: Many
        id: many
        correlation: {type: event_count, rules: [user], group-by: [awsRegion], timespan: 1h, condition: {gte: %d}}
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
        """
            .formatted(least));
  }

  private void pattern(String id, String plan) throws IOException {
    Files.createDirectories(folder.resolve("rules"));
    Files.writeString(
        folder.resolve("rules/" + id + ".yml"),
        """
        apiVersion: policy/v1
        id: %s
        version: 1
        title: For a test
        owner: team
        severity: high
        tests: [{name: nothing, events: [{event: {action: login}}], expect: none}]
        %s
        ---
        title: A user
        name: user
        logsource: {product: aws}
        detection: {s: {eventName: CreateUser}, condition: s}
        ---
        title: A user is gone
        name: gone
        logsource: {product: aws}
        detection: {s: {eventName: DeleteUser}, condition: s}
        """
            .formatted(id, plan));
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
