package io.sealstream.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.cli.options.Answer;
import io.sealstream.cli.options.OutputFile;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code sealstream sample}: writes generated events as {@code native} JSON lines. Equal options
 * give equal bytes.
 */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    description = "Writes seeded sample events, with attack stories in them, as native JSON lines.")
public final class SampleCommand implements Callable<Integer> {
  @Mixin private final Answer answer = new Answer();

  @Option(
      names = "--count",
      defaultValue = "5000",
      description = "Events in all. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "Equal seeds give equal events. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--start", description = "Midnight of the day. Default: 2026-06-01T00:00:00Z.")
  private Instant start = SampleOptions.DEFAULT_START;

  @Option(
      names = "--late",
      defaultValue = "0",
      description = "How many events come late. Default: ${DEFAULT-VALUE}.")
  private int late;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "File to write; missing folders above it are made.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    SampleGenerator sample = new SampleGenerator(new SampleOptions(count, seed, start, late));
    OutputFile.prepare(out);
    try (BufferedWriter writer = Files.newBufferedWriter(out)) {
      for (AuditEvent event : sample.events()) {
        writer.write(AuditEventJson.toJson(event).toString());
        writer.write('\n');
      }
    } catch (IOException e) {
      throw new IOException("cannot write " + out + ": " + e.getMessage(), e);
    }
    int events = sample.events().size();
    answer.print(
        () -> events + " events in " + out,
        () -> JsonNodeFactory.instance.objectNode().put("events", events));
    return 0;
  }
}
