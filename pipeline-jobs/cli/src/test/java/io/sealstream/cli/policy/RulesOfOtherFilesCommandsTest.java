package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.cli.ConsoleRun;
import io.sealstream.policy.PolicyAdmission;
import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that takes policies finds the rules that correlations name in other files. */
class RulesOfOtherFilesCommandsTest {
  private static final String BURST =
      """
      title: Users were made in a burst
      id: burst
      correlation: {type: event_count, rules: [made], timespan: 1h, condition: {gte: 2}}
      """;
  private static final String TESTED =
      """
      apiVersion: policy/v1
      id: burst
      version: 1
      owner: team
      tests: [{name: two users, events: [{original: {eventName: CreateUser}, times: 2}], expect: {violations: 1}}]
      ---
      """
          + BURST;
  private static final String MISSING =
      ":3:42: no rule has the name or id made, neither in this file nor in another that is given"
          + " with it";

  private BacktestFolder in = new BacktestFolder(Path.of(""));

  @BeforeEach
  void folder(@TempDir Path folder) throws IOException {
    in = new BacktestFolder(folder);
    in.write("rules/burst.yml", BURST);
    in.write("rules/more/made.yml", BacktestFolder.RULE);
    in.write("e.jsonl", BacktestFolder.event("a", 10) + BacktestFolder.event("b", 20));
  }

  @Test
  void lintKnowsTheWholeSet() throws IOException {
    String wrong =
        in.write("wrong/made.yml", BacktestFolder.RULE.replace("eventName:", "eventName|no:"));

    ConsoleRun run = ConsoleRun.of("policy", "lint", in.at("rules"));
    assertThat(run.out()).contains("2 files, 0 errors");
    assertThat(run.exitCode()).isZero();
    ConsoleRun alone = ConsoleRun.of("policy", "lint", in.at("rules/burst.yml"));
    assertThat(alone.out()).contains(in.at("rules/burst.yml") + MISSING);
    assertThat(alone.exitCode()).isEqualTo(1);
    ConsoleRun failed = ConsoleRun.of("policy", "lint", in.at("rules/burst.yml"), wrong);
    assertThat(failed.out().lines().filter(line -> !line.contains("warning:")))
        .hasSize(2)
        .first(InstanceOfAssertFactories.STRING)
        .startsWith(wrong + ":4:27: unknown modifier 'no' (there are all, ");
    assertThat(failed.out()).contains("2 files, 1 errors, 2 warnings");
  }

  @Test
  void testsHaveTheRule() throws IOException {
    String tested = in.write("tested.yml", TESTED);

    ConsoleRun run = ConsoleRun.of("policy", "test", tested, in.at("rules/more"));
    assertThat(run.out()).contains("pass " + tested).contains("1 passed, 0 failed");
    assertThat(run.exitCode()).isZero();
    assertThat(ConsoleRun.of("policy", "test", tested).out()).contains("no rule has the name");
  }

  @Test
  void backtestsFindBoth() {
    ConsoleRun run = in.backtest("rules", in.at("e.jsonl"));

    assertThat(run.out().lines().filter(line -> line.contains("\"file\":\"burst.yml\"")))
        .singleElement()
        .asString()
        .contains("\"events\":[\"a\",\"b\"]");
    assertThat(run.out().lines().filter(line -> line.contains("\"file\":\"more/made.yml\"")))
        .hasSize(2);
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void healthAndExplanationsKnowTheRule() {
    ConsoleRun health = in.over("health");
    assertThat(health.exitCode()).as(health.out() + health.err()).isZero();
    ConsoleRun explained = in.over("explain", "--event=b");
    assertThat(explained.out())
        .contains("burst@1 (correlation, governs)", "made@1 (rule, governs)");
    assertThat(explained.exitCode()).as(explained.err()).isZero();
  }

  @Test
  void bothArePublishedTheCorrelationWithTheRule() throws IOException {
    Path draft = Path.of(in.at("d.json"));

    ConsoleRun run =
        BacktestFolder.draft(draft, in.at("rules/burst.yml"), in.at("rules/more/made.yml"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(PolicyDraft.read(draft))
        .extracting(each -> each.statement().id(), each -> each.statement().text())
        .containsExactly(
            tuple("burst", BURST + "---\n" + BacktestFolder.RULE),
            tuple("made", BacktestFolder.RULE));
    assertThat(PolicyDraft.read(draft))
        .allSatisfy(each -> assertThat(PolicyAdmission.problems(each.statement())).isEmpty());
  }

  @Test
  void aCorrelationAloneIsNotPublished() {
    Path draft = Path.of(in.at("d.json"));

    ConsoleRun run = BacktestFolder.draft(draft, in.at("rules/burst.yml"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().strip()).isEqualTo(in.at("rules/burst.yml") + MISSING);
    assertThat(draft).doesNotExist();
  }
}
