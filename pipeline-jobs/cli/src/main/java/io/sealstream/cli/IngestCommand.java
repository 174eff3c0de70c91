package io.sealstream.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.cli.options.Answer;
import io.sealstream.cli.options.ServerWords;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.emitter.EmitException;
import io.sealstream.schemas.emitter.TenantEmitters;
import io.sealstream.schemas.ingest.EventImporter;
import io.sealstream.schemas.ingest.ImportFormat;
import io.sealstream.schemas.ingest.Ingest;
import io.sealstream.schemas.ingest.IngestReport;
import io.sealstream.schemas.ingest.InputSource;
import io.sealstream.schemas.ingest.VendorEvent;
import io.sealstream.schemas.registry.ConfluentSchemaRegistryClient;
import io.sealstream.schemas.registry.RegistryConfig;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code sealstream ingest}: audit logs from files onto Kafka. Exit 0 when every record was taken
 * and is durable, 1 when some were rejected (each is named on stderr), 2 when an input could not be
 * read or a server not be reached.
 */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = "Puts audit logs from files onto Kafka.")
public final class IngestCommand implements Callable<Integer> {
  private static final int UNREACHABLE_MILLIS = 20_000;
  private static final int PROGRESS_EVERY = 1000;

  @Mixin private final Answer answer = new Answer();

  @Option(
      names = "--format",
      required = true,
      description = "Format of the records: cloudtrail, envelope or native.")
  private String format = "";

  @Option(
      names = "--tenant",
      description = "Whose events these are; required unless the format is native.")
  private @Nullable String tenant;

  @Option(
      names = "--topic",
      defaultValue = "audit.events",
      description = "Where the events go. Default: ${DEFAULT-VALUE}.")
  private String topic = "";

  @Option(
      names = "--bootstrap",
      required = true,
      paramLabel = "HOST:PORT",
      description = ServerWords.BOOTSTRAP)
  private String bootstrap = "";

  @Option(
      names = "--registry",
      required = true,
      paramLabel = "URL",
      description = ServerWords.REGISTRY)
  private String registry = "";

  @Option(
      names = "--emitter",
      defaultValue = "ingest",
      description = "Prefix of the emitter id. Default: ${DEFAULT-VALUE}.")
  private String emitter = "";

  @Option(names = "--strict", description = "Wait for each event to be durable before the next.")
  private boolean strict;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, folders, or - for stdin.")
  private List<String> paths = List.of();

  private long read;
  private long undated;

  @Override
  public Integer call() throws IOException {
    EventImporter importer = importer();
    try {
      return report(send(importer, sources(), answer.err()));
    } catch (RegistryUnavailableException e) {
      throw new IOException("schema registry " + registry + ": " + e.getMessage(), e);
    } catch (EmitException | KafkaException e) {
      throw new IOException("Kafka at " + bootstrap + ": " + e.getMessage(), e);
    }
  }

  private EventImporter importer() {
    ImportFormat known =
        ImportFormat.of(format)
            .orElseThrow(
                () ->
                    answer.wrongUsage(
                        "no format " + format + "; there are " + ImportFormat.words()));
    try {
      return known.importer(tenant == null ? null : new TenantId(tenant));
    } catch (IllegalArgumentException e) {
      throw answer.wrongUsage(e.getMessage() + " (--tenant)");
    }
  }

  private List<InputSource> sources() throws IOException {
    try {
      return InputSource.find(paths, System.in);
    } catch (IOException e) {
      throw new IOException("cannot read " + e.getMessage() + ": is the path right?", e);
    }
  }

  private Outcome send(EventImporter importer, List<InputSource> sources, PrintWriter err) {
    Map<String, Object> producer =
        Map.of(
            "bootstrap.servers", bootstrap,
            "max.block.ms", UNREACHABLE_MILLIS,
            "client.id", "sealstream-" + emitter);
    RegistryConfig registryConfig = registryConfig();
    requireTopic();
    try (SchemaRegistryClient schemas = new ConfluentSchemaRegistryClient(registryConfig)) {
      prepareSubject(schemas);
      TenantEmitters emitters = TenantEmitters.open(producer, schemas, topic, emitter);
      IngestReport report;
      try (emitters) {
        report =
            new Ingest(importer, event -> emit(emitters, event, err), err::println).run(sources);
      }
      // Only now, after close, is every accepted event known to be durable.
      return new Outcome(report, undated, emitters.size());
    }
  }

  private RegistryConfig registryConfig() {
    try {
      return RegistryConfig.of(registry);
    } catch (IllegalArgumentException e) {
      throw answer.wrongUsage("--registry %s: %s".formatted(registry, e.getMessage()));
    }
  }

  /** Otherwise a missing topic would show only as a producer that waits for its metadata. */
  private void requireTopic() {
    Map<String, Object> admin =
        Map.of(
            "bootstrap.servers", bootstrap,
            "request.timeout.ms", UNREACHABLE_MILLIS,
            "default.api.timeout.ms", UNREACHABLE_MILLIS);
    try (Admin kafka = connect(admin)) {
      var unused = kafka.describeTopics(List.of(topic)).allTopicNames().get();
    } catch (ExecutionException e) {
      throw new KafkaException(
          "topic %s: %s; is Kafka up there, and has it the topic?"
              .formatted(topic, e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private Admin connect(Map<String, Object> admin) {
    try {
      return Admin.create(admin);
    } catch (KafkaException e) {
      String why = e.getCause() instanceof ConfigException bad ? bad.getMessage() : e.getMessage();
      throw answer.wrongUsage("--bootstrap %s: is it host:port? (%s)".formatted(bootstrap, why));
    }
  }

  private void prepareSubject(SchemaRegistryClient schemas) {
    String subject = topic + "-value";
    if (schemas.latest(subject).isEmpty()) {
      schemas.setCompatibility(subject, "FULL_TRANSITIVE");
    }
    int unused = schemas.register(subject, AuditEvent.getClassSchema());
  }

  private void emit(TenantEmitters emitters, AuditEvent event, PrintWriter err) {
    if (strict) {
      var unused = emitters.emitDurably(event);
    } else {
      // A failure stops the emitter, and with it the next emit or the close.
      var unused = emitters.emit(event);
    }
    undated += event.getLabels().containsKey(VendorEvent.TIME_SOURCE) ? 1 : 0;
    if (++read % PROGRESS_EVERY == 0 && onTerminal()) {
      err.print("\r" + read + " events");
      err.flush();
    }
  }

  @SuppressWarnings("SystemConsoleNull") // The build allows Java 17 only, where null means a pipe.
  private static boolean onTerminal() {
    return System.console() != null;
  }

  /** What came of it; {@code undated} of the accepted got the time of ingest. */
  private record Outcome(IngestReport report, long undated, int heartbeats) {}

  private int report(Outcome outcome) {
    IngestReport report = outcome.report();
    report
        .unreadable()
        .forEach(bad -> answer.err().println(bad.source() + ": cannot be read: " + bad.why()));
    answer.print(() -> words(outcome), () -> object(outcome));
    if (!report.unreadable().isEmpty()) {
      return ErrorLine.UNUSABLE;
    }
    return report.rejected() == 0 ? 0 : 1;
  }

  private String words(Outcome outcome) {
    String words =
        "%d accepted and durable on %s, %d rejected, %d emitter heartbeats besides"
            .formatted(
                outcome.report().accepted(),
                topic,
                outcome.report().rejected(),
                outcome.heartbeats());
    return outcome.undated() == 0
        ? words
        : words
            + "; %d have no readable time of their own and got the time of ingest"
                .formatted(outcome.undated());
  }

  private static ObjectNode object(Outcome outcome) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("accepted", outcome.report().accepted())
        .put("rejected", outcome.report().rejected())
        .put("undated", outcome.undated())
        .put("heartbeats", outcome.heartbeats())
        .put("unreadable", outcome.report().unreadable().size());
  }
}
