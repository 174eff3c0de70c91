package io.sealstream.cli.policy;

import io.sealstream.cli.ConsoleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Policies and events in a folder, and backtests of them. */
record BacktestFolder(Path folder) {
  static final String RULE =
      """
      title: A user was made
      id: made
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: CreateUser}, condition: s}
      """;

  static String event(String id, int minute) {
    return ("{\"id\":\"%s\",\"logsource\":{\"product\":\"aws\",\"service\":\"cloudtrail\"},"
            + "\"event\":{\"eventID\":\"%s\",\"eventName\":\"CreateUser\",\"awsRegion\":\"eu-west-1\","
            + "\"eventTime\":\"%s\"}}\n")
        .formatted(id, id, Instant.parse("2026-01-01T00:00:00Z").plusSeconds(minute * 60L));
  }

  ConsoleRun backtest(String policies, String events, String... more) {
    var all = new ArrayList<>(List.of("--policies", at(policies), "--events", events));
    all.add("--format=envelope");
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  static ConsoleRun run(String... arguments) {
    var all = new ArrayList<>(List.of("policy", "backtest"));
    all.addAll(List.of(arguments));
    return ConsoleRun.of(all.toArray(String[]::new));
  }

  String write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return file.toString();
  }

  String at(String name) {
    return folder.resolve(name).toString();
  }

  /**
   * A command of {@code policy} with the policies of {@code rules} and the events of {@code
   * e.jsonl}.
   */
  ConsoleRun over(String command, String... more) {
    var all = new ArrayList<>(List.of("policy", command, "--policies", at("rules")));
    all.addAll(List.of("--events", at("e.jsonl"), "--format=envelope"));
    all.addAll(List.of(more));
    return ConsoleRun.of(all.toArray(String[]::new));
  }

  /** Drafts a publication. */
  static ConsoleRun draft(Path draft, String... paths) {
    var all = new ArrayList<>(List.of("policy", "publish", "--author=a", "--approver=b"));
    all.addAll(List.of("--reason=r", "--effective-from=2126-01-01T00:00:00Z", "--draft=" + draft));
    all.addAll(List.of(paths));
    return ConsoleRun.of(all.toArray(String[]::new));
  }
}
