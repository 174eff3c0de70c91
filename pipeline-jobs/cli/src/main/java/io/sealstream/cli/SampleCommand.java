package io.sealstream.cli;

import io.sealstream.schemas.codec.AuditEventJson;
import io.sealstream.schemas.sample.SampleGenerator;
import io.sealstream.schemas.sample.SampleOptions;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code sealstream sample}: writes generated events as {@code native} JSON lines. Equal options
 * give equal bytes.
 */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    description = "Writes seeded sample events, with attack stories in them, as native JSON lines.")
public final class SampleCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--count", defaultValue = "5000", description = "Events in all. Default: 5000.")
  private int count;

  @Option(names = "--seed", defaultValue = "42", description = "Default: 42.")
  private long seed;

  @Option(names = "--start", description = "Midnight of the day. Default: 2026-06-01T00:00:00Z.")
  private Instant start = SampleOptions.DEFAULT_START;

  @Option(names = "--late", defaultValue = "0", description = "How many events come late.")
  private int late;

  @Option(names = "--out", required = true, description = "File to write.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("run through picocli");
    }
    SampleGenerator sample = new SampleGenerator(options(spec));
    try (BufferedWriter writer = Files.newBufferedWriter(out)) {
      for (AuditEvent event : sample.events()) {
        writer.write(AuditEventJson.toJson(event).toString());
        writer.write('\n');
      }
    } catch (IOException e) {
      spec.commandLine().getErr().println("cannot write " + out + ": " + e.getMessage());
      return 2;
    }
    spec.commandLine().getOut().println(sample.events().size() + " events in " + out);
    return 0;
  }

  private SampleOptions options(CommandSpec command) {
    try {
      return new SampleOptions(count, seed, start, late);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
    }
  }
}
