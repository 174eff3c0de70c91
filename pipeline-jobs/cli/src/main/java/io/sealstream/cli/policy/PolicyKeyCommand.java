package io.sealstream.cli.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.cli.options.Answer;
import io.sealstream.cli.options.OutputFile;
import io.sealstream.policy.publish.AllowedKeys;
import io.sealstream.policy.publish.MalformedPolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealstream policy key}: a person's signing key, and its line for the file of keys. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a key to sign policies with, readable by its owner only, and prints the line",
      "that allows it in the file of keys. Never overwrites a file."
    })
final class PolicyKeyCommand implements Callable<Integer> {
  /** The key of RFC 8032's first test: nobody's, so that name and roles can be checked. */
  private static final String SOMEONES =
      "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

  @Mixin private final Answer answer = new Answer();

  @Parameters(paramLabel = "NAME", description = "Whose key it is.")
  private String name = "";

  @Option(
      names = "--roles",
      defaultValue = "author,approver",
      description = "author, approver, or both: author,approver. Default: both.")
  private String roles = "";

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "The private key; must not exist.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    requireUsable();
    OutputFile.prepare(file);
    String line = name + " " + roles + " " + SigningKey.generate(file);
    answer.print(() -> line, () -> JsonNodeFactory.instance.objectNode().put("line", line));
    return 0;
  }

  /** Before a key is made for a name that no file of keys takes. */
  private void requireUsable() throws IOException {
    if (Files.exists(file)) {
      throw new IOException(file + " exists: a key is never overwritten; name another file");
    }
    try {
      var unused = AllowedKeys.of("key", name + " " + roles + " " + SOMEONES);
    } catch (MalformedPolicyException e) {
      throw answer.wrongUsage(String.valueOf(e.getMessage()).replaceFirst("^key:1: ", ""));
    }
  }
}
