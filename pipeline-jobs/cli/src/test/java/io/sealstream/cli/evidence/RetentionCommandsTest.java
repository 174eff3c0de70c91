package io.sealstream.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RetentionCommandsTest {
  private static final String TABLE =
      """
      {"format": "sealstream-retention/1", "version": 2, "author": "alice", "reason": "ticket",
       "rules": [
         {"tenant": "*", "class": "*", "tier": "warm", "lock_mode": "COMPLIANCE", "years": 7}]}
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object command, String... arguments) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private String table(String text) throws IOException {
    return Files.writeString(folder.resolve("table.json"), text).toString();
  }

  @Test
  void aSoundTableIsTold() throws IOException {
    assertThat(run(new RetentionCommand(), "check", table(TABLE))).isZero();
    assertThat(out.toString())
        .startsWith("version 2, 1 rules, tiers [warm], proofs locked COMPLIANCE for 7 years");
  }

  @Test
  void aRuleThatDecidesNothingAndAWrongTableAreFindings() throws IOException {
    String twice = TABLE.replace("\"rules\": [", "\"rules\": [" + rule() + ",");
    assertThat(run(new RetentionCommand(), "check", table(twice))).isEqualTo(1);
    assertThat(out.toString()).startsWith("rule 2 decides nothing");
    String wrong = TABLE.replace("\"years\": 7", "\"years\": 0");
    assertThat(run(new RetentionCommand(), "check", table(wrong))).isEqualTo(1);
    assertThat(err.toString()).contains("table.json:3: years must lie between 1 and 100");
  }

  private static String rule() {
    return "{\"tenant\":\"*\",\"class\":\"*\",\"tier\":\"warm\",\"lock_mode\":\"COMPLIANCE\",\"years\":7}";
  }

  @Test
  void lifecycleRulesArePrintedUnderThePrefix() throws IOException {
    assertThat(run(new RetentionCommand(), "lifecycle", table(TABLE), "--prefix", "archive"))
        .isZero();
    assertThat(out.toString()).contains("\"archive/events/\"", "\"7y-STANDARD\"");
  }

  @Test
  void aFolderHoldsNothing() {
    assertThat(
            run(
                new HoldCommand(),
                "place",
                folder.toString(),
                "--tenant",
                "acme",
                "--case",
                "c-1",
                "--reason",
                "a lawsuit"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("a folder, which cannot hold anything");
    assertThat(run(new HoldCommand(), "list", folder.toString())).isZero();
    assertThat(out.toString()).contains("no case holds anything");
  }
}
