package io.sealstream.cli.conformance;

import io.sealstream.cli.options.Commands;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code sealstream conformance}: one line per failing vector, one for each part that is skipped,
 * and last {@code N passed, N failed}. Exit 1 when any failed, 2 when there is no pack.
 */
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a conformance pack: a folder with conformance, events, expected, sigma-rules and exfil.",
      "Exit code 0: every vector passed. 1: some failed. 2: there is no pack."
    })
public final class ConformanceCommand implements Callable<Integer> {
  private static final int FINE = 0;
  private static final int FINDING = 1;

  /** In the order in which they run. */
  private static final List<ConformancePart> PARTS =
      List.of(
          new DetectionPart(),
          new RulesPart(),
          new EventsPart(),
          new FieldMappingPart(),
          new CorrelationPart(),
          new CorrelationEventsPart(),
          new AbsencePart(),
          new PantherPart(),
          new ExfilPart());

  private final List<ConformancePart> parts;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder that the pack lies in.")
  private Path folder = Path.of("");

  /** With every part there is. */
  public ConformanceCommand() {
    this(PARTS);
  }

  ConformanceCommand(List<ConformancePart> parts) {
    this.parts = List.copyOf(parts);
  }

  @Override
  public Integer call() throws IOException {
    var pack = new Pack(required(folder));
    PrintWriter out = Commands.required(spec).commandLine().getOut();
    var score = new Score(out);
    if (parts.stream().noneMatch(part -> isThere(part, pack))) {
      throw new IOException(
          folder + " holds no part of a conformance pack, such as conformance/detection.json");
    }
    for (ConformancePart part : parts) {
      score.checkAll(part.name(), () -> run(part, pack, score));
      out.flush();
    }
    out.println(score.passed() + " passed, " + score.failed() + " failed");
    out.flush();
    return score.failed() == 0 ? FINE : FINDING;
  }

  private static boolean isThere(ConformancePart part, Pack pack) {
    try {
      return part.obstacle(pack).isEmpty();
    } catch (UncheckedIOException e) {
      return true; // and cannot be read, which its run says
    }
  }

  private static void run(ConformancePart part, Pack pack, Score score) {
    part.obstacle(pack)
        .ifPresentOrElse(
            why -> score.line("skipped: " + part.name() + " (" + why + ")"),
            () -> part.run(pack, score));
  }

  private static Path required(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is a file; name the folder that a conformance pack lies in");
    }
    return folder;
  }
}
