package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.cli.ConsoleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no Kafka: usage, keys and drafts. */
class PublishUsageTest {
  private static final String RULE = PublishPeople.RULE;

  @TempDir private Path folder = Path.of("");

  @Test
  void everyMisuseIsALine() throws IOException {
    String rule = write("reads.yml", RULE);
    String draft = folder.resolve("d.json").toString();
    assertUsage("Missing required option: '--approver=NAME'", "publish", rule);
    assertUsage("--keys says who may sign", "publish", rule, "--approver=b", "--reason=r");
    assertUsage("--reason is required", "publish", rule, "--approver=b", "--development");
    assertUsage(
        "author and approver are both b; they must be two people",
        "publish",
        rule,
        "--author=b",
        "--approver=b",
        "--reason=r",
        "--development");
    assertUsage(
        "its name must end in .json", "publish", rule, "--approver=b", "--reason=r", "--draft=out");
    assertUsage(
        "drafts (.json) and policies cannot be mixed",
        "publish",
        rule,
        draft,
        "--approver=b",
        "--development");
    assertUsage(
        "--effective-from is required with --draft",
        "publish",
        rule,
        "--author=a",
        "--approver=b",
        "--reason=r",
        "--draft=" + draft);
    assertUsage(
        "--development publishes unsigned",
        "publish",
        rule,
        "--approver=b",
        "--reason=r",
        "--development",
        "--keys=k");
    assertUsage(
        "is no file and no folder",
        "publish",
        folder + "/none.yml",
        "--approver=b",
        "--reason=r",
        "--development");
    assertUsage("--bootstrap nonsense: is it host:port?", "list", "--bootstrap=nonsense");
    assertUsage("Missing required option", "key", "alice");
    assertUsage("the roles must be", "key", "alice", "--roles=owner", "-o", folder + "/k.pem");
    assertThat(folder.resolve("k.pem")).doesNotExist();
  }

  @Test
  void aKeyIsItsOwnersAndIsNeverOverwritten() throws IOException {
    Path file = folder.resolve("keys/alice.pem");
    ConsoleRun run = ConsoleRun.of("policy", "key", "alice", "--roles=author", "-o", file + "");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().strip()).matches("alice author MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String before = Files.readString(file);
    assertThat(run.out()).doesNotContain(before.lines().skip(1).findFirst().orElseThrow());

    assertUsage("a key is never overwritten", "key", "alice", "-o", file.toString());
    assertThat(file).hasContent(before);
  }

  @Test
  void aDraftThatWouldBeRefusedIsNotWritten() throws IOException {
    String broken = write("broken.yml", RULE.replace("condition: s", "condition: t"));
    Path draft = folder.resolve("d.json");
    ConsoleRun run =
        ConsoleRun.of(
            "policy",
            "publish",
            broken,
            "--author=a",
            "--approver=b",
            "--reason=r",
            "--effective-from=2126-01-01T00:00:00Z",
            "--draft=" + draft);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(broken + ":3:");
    assertThat(draft).doesNotExist();
  }

  @Test
  void aDraftIsForTheApproverItNames() throws IOException {
    String rule = write("reads.yml", RULE);
    Path draft = folder.resolve("d.json");
    ConsoleRun run =
        ConsoleRun.of(
            "policy",
            "publish",
            rule,
            "--author=a",
            "--approver=b",
            "--reason=r",
            "--effective-from=2126-01-01T00:00:00Z",
            "--draft=" + draft);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertUsage(
        "is to be approved by b, not by c",
        "publish",
        draft.toString(),
        "--approver=c",
        "--development");
    assertUsage(
        "a draft says who, why, when",
        "publish",
        draft.toString(),
        "--approver=b",
        "--reason=r",
        "--development");
    Files.writeString(draft, "{}\n");
    assertUsage(
        "drafts come from 'policy publish --draft'",
        "publish",
        draft.toString(),
        "--approver=b",
        "--development");
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static void assertUsage(String message, String... arguments) {
    var all = new ArrayList<>(List.of("policy"));
    all.addAll(List.of(arguments));
    ConsoleRun run = ConsoleRun.of(all.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err().lines()).singleElement().asString().contains(message);
    assertThat(run.out()).isEmpty();
  }
}
