package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.cli.ConsoleRun;
import io.sealstream.policy.PolicyAdmission;
import io.sealstream.policy.PolicyCompiler;
import io.sealstream.policy.PolicyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that takes policies narrows their rules by files of filters. */
class FilterFilesCommandsTest {
  private static final String FILTER =
      """
      title: Not the robot
      logsource: {product: aws}
      filter:
        rules: %s
        selection: {userAgent: robot}
        condition: not selection
      """;
  private static final String TESTED =
      """
      apiVersion: policy/v1
      id: tested
      version: 1
      owner: team
      tests: [{name: a user, events: [{original: {eventName: CreateUser, userAgent: %s}}], expect: {violations: 1}}]
      ---
      title: A user was made
      id: made
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: CreateUser}, condition: s}
      """;

  private BacktestFolder in = new BacktestFolder(Path.of(""));

  @BeforeEach
  void folder(@TempDir Path folder) throws IOException {
    in = new BacktestFolder(folder);
    in.write("rules/made.yml", BacktestFolder.RULE);
    in.write(
        "e.jsonl",
        BacktestFolder.event("a", 10)
            + BacktestFolder.event("b", 20)
                .replace("\"awsRegion\"", "\"userAgent\":\"robot\",\"awsRegion\""));
  }

  @Test
  void lintKnowsTheWholeSet() throws IOException {
    String idle = in.write("filters/idle.yml", FILTER.formatted("[made, nobody]"));
    String wrong =
        in.write("filters/wrong.yml", FILTER.formatted("any").replace("userAgent", "userAgent|no"));

    ConsoleRun run = ConsoleRun.of("policy", "lint", in.at("rules"), idle);
    assertThat(run.out().lines())
        .containsExactly(
            idle + ":4:17: warning: no rule of these files has the name or id nobody",
            in.at("rules/made.yml") + ":2:5: warning: Sigma expects a UUID as id",
            "2 files, 0 errors, 2 warnings");
    assertThat(run.exitCode()).isZero();
    ConsoleRun failed = ConsoleRun.of("policy", "lint", in.at("rules"), wrong);
    assertThat(failed.out()).contains(wrong + ":5:25: unknown modifier 'no'");
    assertThat(failed.exitCode()).isEqualTo(1);
  }

  @Test
  void testsSeeTheFilter() throws IOException {
    String filter = in.write("filters/f.yml", FILTER.formatted("[made]"));
    String policy = in.write("tested.yml", TESTED.formatted("robot"));
    in.write("more/tested.yml", TESTED.formatted("somebody").replace("tested", "other"));

    assertThat(ConsoleRun.of("policy", "test", policy).exitCode()).isZero();
    ConsoleRun run = ConsoleRun.of("policy", "test", policy, filter, in.at("more"));
    assertThat(run.out())
        .contains("FAIL " + policy + ":5:9: test 'a user' fails")
        .contains("pass " + in.at("more/tested.yml"))
        .contains("1 passed, 1 failed");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void whatIsWrongWithAFilterIsToldOnce() throws IOException {
    String wrong =
        in.write("filters/wrong.yml", FILTER.formatted("any").replace("userAgent", "userAgent|no"));
    String policy = in.write("tested.yml", TESTED.formatted("robot"));

    ConsoleRun run = ConsoleRun.of("policy", "test", policy, in.at("rules"), wrong);
    assertThat(run.out().lines().filter(line -> line.contains("unknown modifier"))).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(1);
    ConsoleRun alone = ConsoleRun.of("policy", "test", wrong);
    assertThat(alone.out()).contains("FAIL " + wrong + ":5:25: unknown modifier 'no'");
    assertThat(alone.exitCode()).isEqualTo(1);
  }

  @Test
  void backtestsFindWhatIsLeft() throws IOException {
    in.write("rules/f.yml", FILTER.formatted("any"));

    ConsoleRun run = in.backtest("rules", in.at("e.jsonl"));

    assertThat(run.out().lines())
        .singleElement()
        .asString()
        .contains("\"file\":\"made.yml\"", "\"events\":[\"a\"]");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void healthTellsOfARuleThatAFilterSilences() throws IOException {
    in.write("rules/f.yml", FILTER.formatted("any").replace("userAgent: robot", "eventName: '*'"));

    ConsoleRun run = in.over("health");

    assertThat(run.out()).contains("never fired: made");
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @Test
  void explainShowsTheFiltersSelections() throws IOException {
    in.write("rules/f.yml", FILTER.formatted("any"));
    in.write("rules/old.yml", TESTED.formatted("x"));
    in.write("rules/new.yml", TESTED.formatted("x").replace("version: 1", "version: 2"));

    ConsoleRun run = in.over("explain", "--event=b");

    assertThat(run.out().lines())
        .contains("made@1 (rule, governs): no match", "    s: true", "    filter 1/selection: true")
        .contains("tested@1 (rule, governs): no match", "tested@2 (rule, governs): no match");
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @Test
  void filtersArePublishedWithTheRuleThatTheyReach() throws IOException {
    String filter = in.write("f.yml", FILTER.formatted("[made]"));
    String idle = in.write("idle.yml", FILTER.formatted("[nobody]"));
    Path draft = Path.of(in.at("d.json"));

    ConsoleRun run = BacktestFolder.draft(draft, in.at("rules/made.yml"), filter, idle);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err().lines())
        .containsExactly(idle + ":4:11: warning: no rule of these files has the name or id nobody");
    assertThat(PolicyDraft.read(draft))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.statement().text())
                  .isEqualTo(BacktestFolder.RULE + "---\n" + FILTER.formatted("[made]"));
              assertThat(each.statement().id()).isEqualTo("made");
              assertThat(PolicyAdmission.contentHash(each.statement().source()))
                  .isEqualTo(hashInItsSet(filter));
              assertThat(PolicyAdmission.problems(each.statement())).isEmpty();
            });
  }

  private String hashInItsSet(String filter) throws IOException {
    var files = PolicyFiles.read(List.of(filter, in.at("rules/made.yml")));
    return PolicyCompiler.compile(files.required()).policies().get(0).contentHash();
  }

  @Test
  void filtersAloneAreNotPublished() throws IOException {
    String filter = in.write("f.yml", FILTER.formatted("[made]"));
    Path draft = Path.of(in.at("d.json"));

    ConsoleRun run = BacktestFolder.draft(draft, filter);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().strip())
        .isEqualTo(
            filter
                + ":1:1: filters are no policy: publish the rule together with its filters, as in"
                + " policy publish RULE FILTER");
    assertThat(draft).doesNotExist();
  }

  @Test
  void aConformancePackMayHoldFilters() throws IOException {
    in.write("sigma-rules/made.yml", BacktestFolder.RULE);
    in.write("sigma-rules/filters/f.yml", FILTER.formatted("any"));
    in.write(
        "sigma-rules/filters/wrong.yml",
        FILTER.formatted("any").replace("userAgent", "userAgent|no"));
    in.write("events/e.jsonl", Files.readString(Path.of(in.at("e.jsonl"))));
    in.write("expected/e.json", "{\"rules\": {\"made.yml\": [\"a\"]}}");

    ConsoleRun run = ConsoleRun.of("conformance", in.at(""));

    assertThat(run.out().lines().filter(line -> line.startsWith("FAILED")))
        .singleElement()
        .asString()
        .contains("sigma-rules filters/wrong.yml: expected to compile", "unknown modifier 'no'");
    assertThat(run.out()).contains("3 passed, 1 failed");
  }
}
