package io.sealstream.cli.demo;

import io.sealstream.cli.options.Commands;
import io.sealstream.cli.options.StoreOption;
import io.sealstream.local.LocalHome;
import io.sealstream.local.LocalStack;
import io.sealstream.local.StackCommand;
import io.sealstream.local.StackOptions;
import io.sealstream.local.StoreKind;
import io.sealstream.schemas.ingest.ImportFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code sealstream demo}: starts a stack of its own, submits the jobs, ingests, waits, and counts
 * from the outside what became of every record. Exit 0 only if every one is accounted for, the
 * archive verifies, a tampered copy does not, and the violations are those expected, where that is
 * known.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts every server, submits the jobs, ingests a sample and accounts for every record.",
      "Logs of a conformance pack (DIR/events/X.jsonl beside DIR/sigma-rules) are judged by the"
          + " pack's rules and compared with DIR/expected/X.json."
    })
public final class DemoCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "PATH",
      description = "File or folder to ingest. Default: the bundled sample, damaged records in it.")
  private @Nullable Path input;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of --input: cloudtrail, envelope or native.")
  private @Nullable String format;

  @Option(
      names = "--policies",
      paramLabel = "PATH",
      description = "Sigma file or folder. Default: the pack's, else those of the sample.")
  private @Nullable Path policies;

  @Option(
      names = "--expected",
      paramLabel = "FILE",
      description = "Exact matches, in the form of a pack's expected/X.json.")
  private @Nullable Path expected;

  @Mixin private final StoreOption store = new StoreOption();

  @Option(names = "--keep", description = "Leaves the servers and the jobs running.")
  private boolean keep;

  @Override
  public Integer call() throws IOException {
    LocalHome home = LocalHome.find();
    StoreKind kind = store.kind();
    DemoInput what = input(home);
    Path root = Files.createDirectories(home.root().resolve("target/demo"));
    Path work = Files.createTempDirectory(root, "run-");
    PrintWriter out = command().commandLine().getOut();
    var console = new Console(out);
    console.say("starting the servers; their logs are in " + work);
    boolean fine = false;
    LocalStack stack =
        LocalStack.start(home, StackOptions.isolated(work, kind), line -> console.say("  " + line));
    try {
      fine = new DemoRun(command(), console, home, work, stack.endpoints()).run(what);
    } finally {
      end(stack, console, work, fine);
    }
    return fine ? 0 : 1;
  }

  private DemoInput input(LocalHome home) throws IOException {
    if (input == null) {
      if (format != null || expected != null) {
        throw wrongUsage("--format and --expected go with --input");
      }
      return DemoInput.sample(home, policies);
    }
    if (format == null) {
      throw wrongUsage("--input needs --format: cloudtrail, envelope or native");
    }
    return DemoInput.logs(input, format(format), policies, expected);
  }

  private ImportFormat format(String word) {
    return ImportFormat.of(word)
        .orElseThrow(() -> wrongUsage("no format " + word + "; there are " + ImportFormat.words()));
  }

  private void end(LocalStack stack, Console console, Path work, boolean fine) throws IOException {
    if (keep) {
      stack.detach();
      console.say("kept: Flink UI " + stack.endpoints().flinkUrl());
      console.say("      scripts/" + StackCommand.text("status", work));
      console.say("      scripts/" + StackCommand.text("down", work));
      return;
    }
    stack.close();
    if (fine) {
      delete(work);
    } else {
      console.say("the logs are kept in " + work);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(command().commandLine(), message);
  }

  private CommandSpec command() {
    return Commands.required(spec);
  }
}
