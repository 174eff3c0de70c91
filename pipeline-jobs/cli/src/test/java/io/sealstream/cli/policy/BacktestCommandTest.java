package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sealstream.cli.ConsoleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code policy backtest} prints, and how it ends. */
class BacktestCommandTest {
  private static final String RULE =
      """
      title: A user was made
      id: made
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: CreateUser}, condition: s}
      """;
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

  @TempDir private Path folder = Path.of("");

  @Test
  void aDecisionIsALineWithExactlyTheseKeys() throws IOException {
    write("rules/sub/made.yml", RULE);
    write("rules/two.yml", CORRELATION);
    String events = write("e.jsonl", event("b", 20) + event("a", 10) + "{\"id\": \"broken\"}\n");

    ConsoleRun run = backtest("rules", events);

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
    write("rules/made.yml", RULE);
    String trail =
        write(
            "trail.json",
            "{\"Records\":[{\"eventID\":\"11111111-1111-4111-8111-111111111111\","
                + "\"eventName\":\"CreateUser\",\"eventSource\":\"iam.amazonaws.com\","
                + "\"eventTime\":\"2026-01-01T00:10:00Z\",\"userIdentity\":{\"type\":\"Root\"}}]}");
    ConsoleRun run = run("--policies", at("rules"), "--events", trail, "--format=cloudtrail");
    assertThat(run.out().lines()).as(run.err()).hasSize(1);
    assertThat(run.exitCode()).isZero();
    String sample = at("sample.jsonl");
    assertThat(ConsoleRun.of("sample", "--count=2000", "--out=" + sample).exitCode()).isZero();
    run = run("--policies=../../policy-cep/policies/app", "--events=" + sample, "--format=native");
    assertThat(run.err()).contains("2000 events, 0 rejected; ");
    assertThat(run.out().lines()).isNotEmpty();
    String bad = write("native.jsonl", "{}\n");
    run = run("--policies", at("rules"), "--events", bad, "--format=native");
    assertThat(run.err()).contains(bad + ":1: ").contains("0 events, 1 rejected");
  }

  @Test
  void anAbsenceIsJudgedInTheOrderAskedFor() throws IOException {
    write("rules/absence.yml", ABSENCE);
    String late =
        event("a", 10) + event("later", 90) + event("ok", 12).replace("CreateUser", "TagUser");
    String events = write("e.jsonl", late);
    assertThat(backtest("rules", events).out().lines())
        .singleElement()
        .asString()
        .contains("[\"later\"]");

    ConsoleRun run = backtest("rules", events, "--order=file");
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.err()).contains("; 1 hits too late");
    assertThat(backtest("rules", events, "--order=file", "--out-of-orderness=90m").out().lines())
        .as("event time stays behind far enough")
        .hasSize(1);
  }

  @Test
  void anEventThatStandsTwiceIsDecidedOnce() throws IOException {
    write("rules/made.yml", RULE);
    String events = write("e.jsonl", event("a", 10) + event("a", 10));
    assertThat(backtest("rules", events).out().lines()).hasSize(1);
  }

  @Test
  void suppressedAndShadowAreTold() throws IOException {
    write("rules/shadow.yml", ENVELOPE.formatted("mode: shadow"));
    write(
        "rules/excepted.yml",
        ENVELOPE
            .replace("enveloped", "restricted")
            .formatted(
                "exceptions: [{id: x, match: {awsRegion: eu-west-1}, reason: r, approver: a,"
                    + " ticket: T, expires: 2027-01-01T00:00:00Z}]"));
    ConsoleRun run = backtest("rules", write("e.jsonl", event("a", 10)));
    assertThat(run.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("\"enveloped\"", "\"version\":5", "\"shadow\""),
            line -> assertThat(line).contains("\"restricted\"", "\"outcome\":\"suppressed\""));
    assertThat(run.err()).contains("0 violations, 1 suppressed, 1 shadow");
  }

  @Test
  void theGateHoldsAgainstABaseline() throws IOException {
    write("rules/made.yml", RULE);
    String events = write("e.jsonl", event("a", 10) + event("b", 20));
    String old = write("old.jsonl", backtest("rules", events).out());
    ConsoleRun same = backtest("rules", events, "--baseline", old);
    assertThat(same.out()).isEmpty();
    assertThat(same.exitCode()).isZero();

    write("old.jsonl", Files.readString(Path.of(old)).replace("\"version\":1", "\"version\":9"));
    assertThat(backtest("rules", events, "--baseline", old).exitCode()).isZero();

    write(
        "rules/made.yml", RULE.replace("condition: s", "t: {eventID: b}, condition: s and not t"));
    ConsoleRun lost = backtest("rules", events, "--baseline", old);
    assertThat(lost.out().lines()).singleElement().asString().startsWith("- {").contains("[\"b\"]");
    assertThat(lost.err()).contains("0 new (0 may be), 1 lost (0 may be)");
    assertThat(lost.exitCode()).isEqualTo(1);
    assertThat(backtest("rules", events, "--baseline", old, "--max-lost=1").exitCode()).isZero();

    write("rules/more.yml", RULE.replace("id: made", "id: other"));
    ConsoleRun more = backtest("rules", events, "--baseline", old, "--max-lost=1", "--max-new=1");
    assertThat(more.out().lines().filter(line -> line.startsWith("+ {"))).hasSize(2);
    assertThat(more.exitCode()).isEqualTo(1);
  }

  @Test
  void onlyTheSpanIsJudgedAndTheRestIsCounted() throws IOException {
    write("rules/made.yml", RULE);
    String events = write("e.jsonl", event("a", 10) + event("b", 20) + event("c", 30));
    ConsoleRun run =
        backtest("rules", events, "--from=2026-01-01T00:20:00Z", "--to=2026-01-01T00:30:00Z");
    assertThat(run.out().lines()).singleElement().asString().contains("[\"b\"]");
    assertThat(run.err()).contains("3 read: 1 events, 2 outside of the span, 0 rejected;");
  }

  @Test
  void historyIsExactlyOneThing() throws IOException {
    write("rules/made.yml", RULE);
    String events = write("e.jsonl", event("a", 10));
    String one = "exactly one of --events, --topic and --archive";
    assertWrong(run("--policies", at("rules")), one);
    assertWrong(backtest("rules", events, "--archive", at("archive")), one);
    assertWrong(backtest("rules", events, "--trust", at("t")), "go with --archive only");
    assertWrong(run("--policies", at("rules"), "--events", events), "--events needs --format");
    assertWrong(
        run("--policies", at("rules"), "--archive", at("archive")), "no such folder: " + folder);
    assertWrong(backtest("rules", events, "--from=soon"), "--from soon is no instant");
    assertWrong(
        backtest("rules", events, "--from=2026-01-02T00:00:00Z", "--to=2026-01-01T00:00:00Z"),
        "is not before");
  }

  @Test
  void whatDoesNotCompileIsAFinding() throws IOException {
    write("rules/made.yml", RULE.replace("condition: s", "condition: nosuch"));
    ConsoleRun run = backtest("rules", write("e.jsonl", event("a", 10)));
    assertThat(run.out().lines())
        .singleElement()
        .asString()
        .startsWith(at("rules/made.yml") + ":4:")
        .contains("no selection is called nosuch");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void wrongUseIsOneLineThatSaysWhatToDo() throws IOException {
    write("rules/made.yml", RULE);
    String events = write("e.jsonl", event("a", 10));
    assertWrong(run(), "Missing required option");
    assertWrong(backtest("rules", at("nowhere")), "is the path right?");
    assertWrong(backtest("nowhere", events), "is no file and no folder");
    assertWrong(backtest("rules", events, "--order=random"), "no order random; there are file");
    assertWrong(backtest("rules", events, "--max-new=-1"), "--max-new");
    assertWrong(backtest("rules", events, "--out-of-orderness=soon"), "'soon' is no time");
    assertWrong(backtest("rules", events, "--baseline", at("nowhere")), "is the path right?");
    assertWrong(
        backtest("rules", events, "--baseline", events), events + ":1: no decision of a backtest");
    assertWrong(
        run("--policies", at("rules"), "--events", events, "--format=x"), "no format x; there are");
  }

  @Test
  void upstreamRulesRunOverRecordedAttacks() {
    Path pack = Path.of("..", "..", "..", "shared", "data", "detection");
    Path events = pack.resolve("events/stratus-red-team-cloudtrail.jsonl");
    assumeTrue(Files.isRegularFile(events), "the detection pack is not at ../shared/data");
    ConsoleRun run =
        run(
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
        run(
            "--policies=../../policy-cep/policies",
            "--events=" + events,
            "--format=envelope",
            "--tenant=acme");
    assertThat(run.err()).contains("310 events, 0 rejected; 46 violations, 0 suppressed");
    assertThat(run.out().lines()).hasSize(46);
  }

  private static void assertWrong(ConsoleRun run, String words) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1).first().asString().contains(words);
  }

  private static String event(String id, int minute) {
    return ("{\"id\":\"%s\",\"logsource\":{\"product\":\"aws\",\"service\":\"cloudtrail\"},"
            + "\"event\":{\"eventID\":\"%s\",\"eventName\":\"CreateUser\",\"awsRegion\":\"eu-west-1\","
            + "\"eventTime\":\"%s\"}}\n")
        .formatted(id, id, Instant.parse("2026-01-01T00:00:00Z").plusSeconds(minute * 60L));
  }

  private ConsoleRun backtest(String policies, String events, String... more) {
    var all = new ArrayList<>(List.of("--policies", at(policies), "--events", events));
    all.add("--format=envelope");
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  private static ConsoleRun run(String... arguments) {
    var all = new ArrayList<>(List.of("policy", "backtest"));
    all.addAll(List.of(arguments));
    return ConsoleRun.of(all.toArray(String[]::new));
  }

  private String write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return file.toString();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }
}
