package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.cli.ConsoleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code policy health} reports. */
class HealthCommandTest {
  private static final String POLICY =
      """
      apiVersion: policy/v1
      id: %s
      version: 1
      owner: o
      mode: %s
      exceptions: [{id: x, match: {awsRegion: %s}, reason: r, approver: a, ticket: T, expires: %s}]
      ---
      title: Something
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: %s}, t: {errorCode: Never}, condition: %s}
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void everyKindIsReported() throws IOException {
    write("fires", "enforce", "nowhere", "2026-12-31T00:00:00Z", "CreateUser", "s");
    write("held", "enforce", "region-0", "2026-03-31T00:00:00Z", "CreateUser", "s");
    write("names", "enforce", "nowhere", "2026-02-28T00:00:00Z", "DeleteUser", "s and t");
    write("partly", "enforce", "region-2", "2026-12-31T00:00:00Z", "ListU*", "s");
    write("shadow", "shadow", "nowhere", "2026-12-31T00:00:00Z", "CreateUser", "s");
    write("off", "disabled", "nowhere", "2026-12-31T00:00:00Z", "StopLogging", "s");

    ConsoleRun run = health("--at=2026-03-01T00:00:00Z");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "never fired: names",
            "always suppressed: held",
            "shadow only: shadow",
            "disabled: off",
            "expired exception: x of names, 2026-02-28T00:00:00Z",
            "exception ends soon: x of held, 2026-03-31T00:00:00Z",
            "no policy covers: aws/cloudtrail/- stop_logging, 1 events");
    assertThat(health("--at=2026-03-01T00:00:00Z", "--json").out())
        .isEqualToIgnoringNewLines(
            "{\"neverFired\":[\"names\"],\"alwaysSuppressed\":[\"held\"],\"shadowOnly\":[\"shadow\"],"
                + "\"disabled\":[\"off\"],\"expiredExceptions\":[{\"policy\":\"names\","
                + "\"exception\":\"x\",\"expires\":\"2026-02-28T00:00:00Z\"}],"
                + "\"exceptionsEndingSoon\":[{\"policy\":\"held\",\"exception\":\"x\","
                + "\"expires\":\"2026-03-31T00:00:00Z\"}],\"uncovered\":["
                + "{\"logSource\":\"aws/cloudtrail/-\",\"action\":\"stop_logging\",\"events\":1}]}");
  }

  @Test
  void whatCannotBeDoneIsSaid() throws IOException {
    write("fires", "enforce", "nowhere", "2026-12-31T00:00:00Z", "CreateUser", "nosuch");
    assertThat(health().exitCode()).isEqualTo(1);
    assertThat(health().out()).contains("no selection is called nosuch");
    ConsoleRun json = health("--json");
    assertThat(json.out()).isEmpty();
    assertThat(json.err()).contains("no selection is called nosuch");
    ConsoleRun wrong = health("--at=today");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("'today' is no time");
  }

  private void write(
      String id, String mode, String excepted, String expires, String action, String condition)
      throws IOException {
    Files.createDirectories(folder.resolve("rules"));
    Files.writeString(
        folder.resolve("rules/" + id + ".yml"),
        POLICY.formatted(id, mode, excepted, expires, action, condition));
  }

  private ConsoleRun health(String... more) throws IOException {
    var events = new StringBuilder();
    int number = 0;
    for (String action :
        List.of("CreateUser", "DeleteUser", "ListUsers", "ListUsers", "StopLogging")) {
      events.append(
          """
          {"id":"e-%d","logsource":{"product":"aws","service":"cloudtrail"},"event":{"eventID":"e-%d","eventName":"%s","awsRegion":"region-%d","eventTime":"2026-01-01T00:0%d:00Z"}}
          """
              .formatted(number, number, action, number, number));
      number++;
    }
    Path file = folder.resolve("e.jsonl");
    Files.writeString(file, events);
    var all = new ArrayList<>(List.of("policy", "health", "--policies", rules()));
    all.addAll(List.of("--events", file.toString(), "--format=envelope"));
    all.addAll(List.of(more));
    return ConsoleRun.of(all.toArray(String[]::new));
  }

  private String rules() {
    return folder.resolve("rules").toString();
  }
}
