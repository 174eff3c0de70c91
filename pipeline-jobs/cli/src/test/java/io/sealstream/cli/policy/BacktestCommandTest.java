package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sealstream.cli.ConsoleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code policy backtest} prints, and how it ends. */
class BacktestCommandTest {
  private static final String CORRELATION =
      """
      title: Two users were made
      id: two-made
      correlation:
        {type: event_count, rules: [made], group-by: [awsRegion], timespan: 1h, condition: {gte: 2}}
      ---
      name: made
      title: A user was made
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: CreateUser}, condition: s}
      """;
  private static final String ENVELOPE =
      """
      apiVersion: policy/v1
      id: enveloped
      version: 5
      owner: o
      %s
      ---
      title: A user was made
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: CreateUser}, condition: s}
      """;
  private static final String ABSENCE =
      """
      apiVersion: policy/v1
      id: unconfirmed
      version: 1
      title: Nobody confirmed
      owner: o
      severity: low
      absence: {by: [awsRegion], trigger: made, expected: confirmed, order: after, within: 10m}
      ---
      name: made
      title: A user was made
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: CreateUser}, condition: s}
      ---
      name: confirmed
      title: Confirmed
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: TagUser}, condition: s}
      """;

  private BacktestFolder in = new BacktestFolder(Path.of(""));

  @BeforeEach
  void folder(@TempDir Path folder) {
    in = new BacktestFolder(folder);
  }

  @Test
  void aDecisionIsALineWithExactlyTheseKeys() throws IOException {
    in.write("rules/sub/made.yml", BacktestFolder.RULE);
    in.write("rules/two.yml", CORRELATION);
    String events =
        in.write(
            "e.jsonl",
            BacktestFolder.event("b", 20)
                + BacktestFolder.event("a", 10)
                + "{\"id\": \"broken\"}\n");

    ConsoleRun run = in.backtest("rules", events);

    assertThat(run.out().lines())
        .containsExactly(
            "{\"policy\":\"made\",\"file\":\"sub/made.yml\",\"version\":1,\"group\":{},"
                + "\"events\":[\"a\"],\"time\":\"2026-01-01T00:10:00Z\",\"outcome\":\"violation\"}",
            "{\"policy\":\"made\",\"file\":\"sub/made.yml\",\"version\":1,\"group\":{},"
                + "\"events\":[\"b\"],\"time\":\"2026-01-01T00:20:00Z\",\"outcome\":\"violation\"}",
            "{\"policy\":\"two-made\",\"file\":\"two.yml\",\"version\":1,"
                + "\"group\":{\"awsRegion\":\"eu-west-1\"},\"events\":[\"a\",\"b\"],"
                + "\"time\":\"2026-01-01T00:20:00Z\",\"outcome\":\"violation\"}");
    assertThat(run.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(events + ":3: "),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "3 read: 2 events, 1 rejected; 3 violations, 0 suppressed, 0 shadow; 0 hits too"
                            + " late"));
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void cloudTrailAndNativeFilesAreRead() throws IOException {
    in.write("rules/made.yml", BacktestFolder.RULE);
    String trail =
        in.write(
            "trail.json",
            "{\"Records\":[{\"eventID\":\"11111111-1111-4111-8111-111111111111\","
                + "\"eventName\":\"CreateUser\",\"eventSource\":\"iam.amazonaws.com\","
                + "\"eventTime\":\"2026-01-01T00:10:00Z\",\"userIdentity\":{\"type\":\"Root\"}}]}");
    ConsoleRun run =
        BacktestFolder.run("--policies", in.at("rules"), "--events", trail, "--format=cloudtrail");
    assertThat(run.out().lines()).as(run.err()).hasSize(1);
    assertThat(run.exitCode()).isZero();
    String sample = in.at("sample.jsonl");
    assertThat(ConsoleRun.of("sample", "--count=2000", "--out=" + sample).exitCode()).isZero();
    run =
        BacktestFolder.run(
            "--policies=../../policy-cep/policies/app", "--events=" + sample, "--format=native");
    assertThat(run.err()).contains("2000 events, 0 rejected; ");
    assertThat(run.out().lines()).isNotEmpty();
    String bad = in.write("native.jsonl", "{}\n");
    run = BacktestFolder.run("--policies", in.at("rules"), "--events", bad, "--format=native");
    assertThat(run.err()).contains(bad + ":1: ").contains("0 events, 1 rejected");
  }

  @Test
  void anAbsenceIsJudgedInTheOrderAskedFor() throws IOException {
    in.write("rules/absence.yml", ABSENCE);
    String late =
        BacktestFolder.event("a", 10)
            + BacktestFolder.event("later", 90)
            + BacktestFolder.event("ok", 12).replace("CreateUser", "TagUser");
    String events = in.write("e.jsonl", late);
    assertThat(in.backtest("rules", events).out().lines())
        .singleElement()
        .asString()
        .contains("[\"later\"]");

    ConsoleRun run = in.backtest("rules", events, "--order=file");
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.err()).contains("; 1 hits too late");
    assertThat(in.backtest("rules", events, "--order=file", "--out-of-orderness=90m").out().lines())
        .as("event time stays behind far enough")
        .hasSize(1);
  }

  @Test
  void anEventThatStandsTwiceIsDecidedOnce() throws IOException {
    in.write("rules/made.yml", BacktestFolder.RULE);
    String events =
        in.write("e.jsonl", BacktestFolder.event("a", 10) + BacktestFolder.event("a", 10));
    assertThat(in.backtest("rules", events).out().lines()).hasSize(1);
  }

  @Test
  void suppressedAndShadowAreTold() throws IOException {
    in.write("rules/shadow.yml", ENVELOPE.formatted("mode: shadow"));
    in.write(
        "rules/excepted.yml",
        ENVELOPE
            .replace("enveloped", "restricted")
            .formatted(
                "exceptions: [{id: x, match: {awsRegion: eu-west-1}, reason: r, approver: a,"
                    + " ticket: T, expires: 2027-01-01T00:00:00Z}]"));
    ConsoleRun run = in.backtest("rules", in.write("e.jsonl", BacktestFolder.event("a", 10)));
    assertThat(run.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("\"enveloped\"", "\"version\":5", "\"shadow\""),
            line -> assertThat(line).contains("\"restricted\"", "\"outcome\":\"suppressed\""));
    assertThat(run.err()).contains("0 violations, 1 suppressed, 1 shadow");
  }

  @Test
  void theGateHoldsAgainstABaseline() throws IOException {
    in.write("rules/made.yml", BacktestFolder.RULE);
    String events =
        in.write("e.jsonl", BacktestFolder.event("a", 10) + BacktestFolder.event("b", 20));
    String old = in.write("old.jsonl", in.backtest("rules", events).out());
    ConsoleRun same = in.backtest("rules", events, "--baseline", old);
    assertThat(same.out()).isEmpty();
    assertThat(same.exitCode()).isZero();

    in.write("old.jsonl", Files.readString(Path.of(old)).replace("\"version\":1", "\"version\":9"));
    assertThat(in.backtest("rules", events, "--baseline", old).exitCode()).isZero();

    in.write(
        "rules/made.yml",
        BacktestFolder.RULE.replace("condition: s", "t: {eventID: b}, condition: s and not t"));
    ConsoleRun lost = in.backtest("rules", events, "--baseline", old);
    assertThat(lost.out().lines()).singleElement().asString().startsWith("- {").contains("[\"b\"]");
    assertThat(lost.err()).contains("0 new (0 may be), 1 lost (0 may be)");
    assertThat(lost.exitCode()).isEqualTo(1);
    assertThat(in.backtest("rules", events, "--baseline", old, "--max-lost=1").exitCode()).isZero();

    in.write("rules/more.yml", BacktestFolder.RULE.replace("id: made", "id: other"));
    ConsoleRun more =
        in.backtest("rules", events, "--baseline", old, "--max-lost=1", "--max-new=1");
    assertThat(more.out().lines().filter(line -> line.startsWith("+ {"))).hasSize(2);
    assertThat(more.exitCode()).isEqualTo(1);
  }

  @Test
  void onlyTheSpanIsJudgedAndTheRestIsCounted() throws IOException {
    in.write("rules/made.yml", BacktestFolder.RULE);
    String events =
        in.write(
            "e.jsonl",
            BacktestFolder.event("a", 10)
                + BacktestFolder.event("b", 20)
                + BacktestFolder.event("c", 30));
    ConsoleRun run =
        in.backtest("rules", events, "--from=2026-01-01T00:20:00Z", "--to=2026-01-01T00:30:00Z");
    assertThat(run.out().lines()).singleElement().asString().contains("[\"b\"]");
    assertThat(run.err()).contains("3 read: 1 events, 2 outside of the span, 0 rejected;");
  }

  @Test
  void upstreamRulesRunOverRecordedAttacks() {
    Path pack = Path.of("..", "..", "..", "shared", "data", "detection");
    Path events = pack.resolve("events/stratus-red-team-cloudtrail.jsonl");
    assumeTrue(Files.isRegularFile(events), "the detection pack is not at ../shared/data");
    ConsoleRun run =
        BacktestFolder.run(
            "--policies",
            pack.resolve("sigma-rules").toString(),
            "--events",
            events.toString(),
            "--format=envelope");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("310 events, 0 rejected");
    assertThat(run.out().lines()).isNotEmpty();
  }

  @Test
  void theStarterLibraryFindsWhatItFindsInTheEngine() {
    Path events =
        Path.of("../../../shared/data/detection/events/stratus-red-team-cloudtrail.jsonl");
    assumeTrue(Files.isRegularFile(events), "the detection pack is not at ../shared/data");
    ConsoleRun run =
        BacktestFolder.run(
            "--policies=../../policy-cep/policies",
            "--events=" + events,
            "--format=envelope",
            "--tenant=acme");
    assertThat(run.err()).contains("310 events, 0 rejected; 46 violations, 0 suppressed");
    assertThat(run.out().lines()).hasSize(46);
  }
}
