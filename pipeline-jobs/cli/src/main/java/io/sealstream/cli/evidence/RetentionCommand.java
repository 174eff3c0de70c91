package io.sealstream.cli.evidence;

import io.sealstream.cli.options.Commands;
import io.sealstream.cli.options.InputFile;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.retention.LifecycleRules;
import io.sealstream.evidence.retention.RetentionTableException;
import io.sealstream.evidence.retention.RetentionTableFile;
import io.sealstream.evidence.store.BucketLifecycle;
import io.sealstream.evidence.store.EvidenceStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealstream retention}: looks at retention tables, and makes bucket rules of them. */
@Command(
    name = "retention",
    mixinStandardHelpOptions = true,
    description = "Checks retention tables, and makes bucket lifecycle rules of them.")
public final class RetentionCommand implements Runnable {
  private static final String TABLE_FILE = "a retention table, see docs/evidence-job.md";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(command().commandLine(), "say check or lifecycle");
  }

  private CommandSpec command() {
    return Commands.required(spec);
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Says what is wrong with a table, and names rules that decide nothing.")
  int check(@Parameters(paramLabel = "TABLE", description = "The table's file.") Path file)
      throws IOException {
    List<RetentionTable> tables = read(List.of(file));
    if (tables.isEmpty()) {
      return EvidenceCommand.FINDING;
    }
    RetentionTable table = tables.get(0);
    PrintWriter out = command().commandLine().getOut();
    List<Integer> unreachable = table.unreachable();
    unreachable.forEach(
        rule ->
            out.println("rule %d decides nothing: earlier rules match first".formatted(rule + 1)));
    out.println(
        "version %d, %d rules, tiers %s, proofs locked %s for %d years, sha256 %s"
            .formatted(
                table.version(),
                table.rules().size(),
                table.tiers(),
                table.longest().mode(),
                table.longest().years(),
                table.sha256().toHex()));
    out.flush();
    return unreachable.isEmpty() ? EvidenceCommand.FINE : EvidenceCommand.FINDING;
  }

  @Command(
      name = "lifecycle",
      mixinStandardHelpOptions = true,
      description = {
        "Prints the lifecycle rules for the archive's bucket, as",
        "'aws s3api put-bucket-lifecycle-configuration' takes them.",
        "Name earlier tables too, while there are objects under them."
      })
  int lifecycle(
      @Parameters(
              paramLabel = "TABLE",
              arity = "1..*",
              description = "The table in force, and earlier ones.")
          List<Path> files,
      @Option(
              names = "--prefix",
              defaultValue = "",
              description = "Prefix of the archive in its bucket, as in s3://bucket/PREFIX.")
          String prefix,
      @Option(
              names = "--abort-days",
              defaultValue = "30",
              description = {
                "Days until incomplete uploads are aborted; more than the longest outage, for",
                "staged evidence is among them. Default: ${DEFAULT-VALUE}."
              })
          int abortDays,
      @Option(
              names = "--apply",
              paramLabel = "ARCHIVE",
              description = "Put them on the bucket of s3://bucket/prefix; other rules stay.")
          @Nullable String archive,
      @Option(
              names = "--store",
              paramLabel = "KEY=VALUE",
              description = "Option of an S3 store, see docs/stores.md. Repeatable.")
          @Nullable Map<String, String> options)
      throws IOException {
    List<RetentionTable> tables = read(files);
    if (tables.size() < files.size()) {
      return EvidenceCommand.FINDING;
    }
    PrintWriter out = command().commandLine().getOut();
    if (archive == null) {
      String folder = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
      out.println(new LifecycleRules(folder, abortDays).json(tables));
    } else {
      try (EvidenceStore store =
          ArchiveAddress.open(archive, options == null ? Map.of() : options)) {
        List<String> others = LifecycleRules.apply(BucketLifecycle.of(store), abortDays, tables);
        out.println("the bucket has the rules; rules of others that stay: " + others);
      }
    }
    out.flush();
    return EvidenceCommand.FINE;
  }

  /** The tables that are ones; what is wrong with others is said. */
  private List<RetentionTable> read(List<Path> files) throws IOException {
    List<RetentionTable> tables = new ArrayList<>();
    for (Path file : files) {
      InputFile.require(file, TABLE_FILE);
      try {
        tables.add(RetentionTableFile.read(file));
      } catch (RetentionTableException e) {
        PrintWriter err = command().commandLine().getErr();
        err.println(e.getMessage());
        err.flush();
      }
    }
    return tables;
  }
}
