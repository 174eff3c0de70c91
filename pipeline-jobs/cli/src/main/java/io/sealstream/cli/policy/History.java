package io.sealstream.cli.policy;

import io.sealstream.cli.options.Commands;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.ingest.EventImporter;
import io.sealstream.schemas.ingest.ImportFormat;
import io.sealstream.schemas.ingest.Ingest;
import io.sealstream.schemas.ingest.IngestReport;
import io.sealstream.schemas.ingest.InputSource;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The events that a backtest runs over, as its options name them. */
final class History {
  private static final TenantId NOBODY = new TenantId("backtest");

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--events",
      paramLabel = "PATH",
      arity = "1..*",
      required = true,
      description = "Files, folders, or - for stdin.")
  private List<String> paths = List.of();

  @Option(
      names = "--format",
      required = true,
      description = "Format of the records: cloudtrail, envelope or native.")
  private String format = "";

  @Option(
      names = "--tenant",
      description = "Whose events these are. Default: backtest; for native, whose each one says.")
  private @Nullable String tenant;

  @Option(
      names = "--order",
      defaultValue = "time",
      description = {
        "time: sorted by event time, in memory; none is late.",
        "file: as they stand; what the job would drop as too late is dropped and counted.",
        "Default: ${DEFAULT-VALUE}."
      })
  private String order = "";

  /** What the options mean. */
  record Input(EventImporter importer, boolean byTime, List<InputSource> sources) {

    /** Hands over every event, and reports every record of which none could be made. */
    IngestReport feed(Consumer<AuditEvent> each, PrintWriter rejections) {
      if (!byTime) {
        return new Ingest(importer, each, rejections::println).run(sources);
      }
      var events = new ArrayList<AuditEvent>();
      IngestReport report = new Ingest(importer, events::add, rejections::println).run(sources);
      events.sort(Comparator.comparing(AuditEvent::getTime).thenComparing(AuditEvent::getId));
      events.forEach(each);
      return report;
    }
  }

  /**
   * Checks the options.
   *
   * @throws ParameterException where they make no sense
   * @throws IOException where a path is not there
   */
  Input input() throws IOException {
    ImportFormat known =
        ImportFormat.of(format)
            .orElseThrow(
                () ->
                    wrongUsage(
                        "no format %s; there are %s".formatted(format, ImportFormat.words())));
    if (!order.equals("time") && !order.equals("file")) {
      throw wrongUsage("no order %s; there are file, time".formatted(order));
    }
    return new Input(importer(known), order.equals("time"), sources());
  }

  private EventImporter importer(ImportFormat known) {
    try {
      TenantId owner = tenant == null ? null : new TenantId(tenant);
      return known.importer(owner == null && known.needsTenant() ? NOBODY : owner);
    } catch (IllegalArgumentException e) {
      throw wrongUsage(e.getMessage() + " (--tenant)");
    }
  }

  private List<InputSource> sources() throws IOException {
    try {
      return InputSource.find(paths, System.in);
    } catch (IOException e) {
      throw new IOException("cannot read " + e.getMessage() + ": is the path right?", e);
    }
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(Commands.required(command).commandLine(), message);
  }
}
