package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.cli.ConsoleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Who publishes in tests: alice, an author, and bob, an approver, whose keys are in a folder.
 *
 * @param folder holds keys, rules and drafts
 */
record PublishPeople(Path folder) {
  static final String RULE =
      """
      title: Reads
      logsource: {product: app}
      detection: {s: {action: read}, condition: s}
      """;

  /** A draft of reads.yml, signed by alice. */
  Path draft(String text, int version, Instant from) throws IOException {
    Path rule = Files.writeString(folder.resolve("reads.yml"), text);
    Path draft = folder.resolve(UUID.randomUUID() + ".json");
    keys();
    ConsoleRun run =
        ConsoleRun.of(
            "policy",
            "publish",
            rule.toString(),
            "--author=alice",
            "--author-key=" + folder.resolve("alice.pem"),
            "--approver=bob",
            "--reason=for a test",
            "--effective-from=" + from,
            "--version-number=" + version,
            "--draft=" + draft);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return draft;
  }

  /** What bob says to publish a draft, with whichever key. */
  List<String> approval(PublishBroker broker, String topic, Path draft, String key)
      throws IOException {
    return List.of(
        draft.toString(),
        "--approver=bob",
        "--keys=" + keys(),
        "--approver-key=" + folder.resolve(key),
        "--topic=" + topic,
        "--bootstrap=" + broker.bootstrap());
  }

  /** Bob publishes a draft. */
  ConsoleRun approve(PublishBroker broker, String topic, Path draft) throws IOException {
    return publish(approval(broker, topic, draft, "bob.pem"));
  }

  static ConsoleRun publish(List<String> arguments) {
    var all = new ArrayList<>(List.of("policy", "publish"));
    all.addAll(arguments);
    return ConsoleRun.of(all.toArray(String[]::new));
  }

  /** The file of both public keys. */
  String keys() throws IOException {
    return keys("keys", "alice", "bob");
  }

  /** A file of the public keys of two others. */
  String keys(String name, String author, String approver) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      var lines = new ArrayList<String>();
      for (String[] each : List.of(words(author, "author"), words(approver, "approver"))) {
        ConsoleRun run =
            ConsoleRun.of(
                "policy",
                "key",
                each[0],
                "--roles=" + each[1],
                "-o",
                folder.resolve(each[0] + ".pem").toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        lines.add(run.out().strip());
      }
      Files.write(file, lines);
    }
    return file.toString();
  }

  private static String[] words(String... words) {
    return words;
  }
}
