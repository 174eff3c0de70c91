package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.cli.ConsoleRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code policy backtest} says where nothing can be decided. */
class BacktestUsageTest {
  private BacktestFolder in = new BacktestFolder(Path.of(""));

  @BeforeEach
  void folder(@TempDir Path folder) {
    in = new BacktestFolder(folder);
  }

  @Test
  void historyIsExactlyOneThing() throws IOException {
    in.write("rules/made.yml", BacktestFolder.RULE);
    String events = in.write("e.jsonl", BacktestFolder.event("a", 10));
    String one = "exactly one of --events, --topic and --archive";
    assertWrong(BacktestFolder.run("--policies", in.at("rules")), one);
    assertWrong(in.backtest("rules", events, "--archive", in.at("archive")), one);
    assertWrong(in.backtest("rules", events, "--trust", in.at("t")), "go with --archive only");
    assertWrong(
        BacktestFolder.run("--policies", in.at("rules"), "--events", events),
        "--events needs --format");
    assertWrong(
        BacktestFolder.run("--policies", in.at("rules"), "--archive", in.at("archive")),
        "no such folder: " + in.folder());
    assertWrong(in.backtest("rules", events, "--from=soon"), "'soon' is no time");
    assertWrong(
        in.backtest("rules", events, "--from=2026-01-02T00:00:00Z", "--to=2026-01-01T00:00:00Z"),
        "is not before");
  }

  @Test
  void whatDoesNotCompileIsAFinding() throws IOException {
    in.write("rules/made.yml", BacktestFolder.RULE.replace("condition: s", "condition: nosuch"));
    ConsoleRun run = in.backtest("rules", in.write("e.jsonl", BacktestFolder.event("a", 10)));
    assertThat(run.out().lines())
        .singleElement()
        .asString()
        .startsWith(in.at("rules/made.yml") + ":4:")
        .contains("no selection is called nosuch");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void wrongUseIsOneLineThatSaysWhatToDo() throws IOException {
    in.write("rules/made.yml", BacktestFolder.RULE);
    String events = in.write("e.jsonl", BacktestFolder.event("a", 10));
    assertWrong(BacktestFolder.run(), "Missing required option");
    assertWrong(in.backtest("rules", in.at("nowhere")), "is the path right?");
    assertWrong(in.backtest("nowhere", events), "is no file and no folder");
    assertWrong(in.backtest("rules", events, "--order=random"), "no order random; there are file");
    assertWrong(in.backtest("rules", events, "--max-new=-1"), "--max-new");
    assertWrong(in.backtest("rules", events, "--out-of-orderness=soon"), "'soon' is no time");
    assertWrong(in.backtest("rules", events, "--baseline", in.at("nowhere")), "is the path right?");
    assertWrong(
        in.backtest("rules", events, "--baseline", events),
        events + ":1: no decision of a backtest");
    assertWrong(
        BacktestFolder.run("--policies", in.at("rules"), "--events", events, "--format=x"),
        "no format x; there are");
  }

  private static void assertWrong(ConsoleRun run, String words) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1).first().asString().contains(words);
  }
}
