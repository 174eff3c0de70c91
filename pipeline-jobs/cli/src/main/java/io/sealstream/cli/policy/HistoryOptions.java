package io.sealstream.cli.policy;

import io.sealstream.cli.options.Commands;
import io.sealstream.cli.options.ServerWords;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.ingest.EventImporter;
import io.sealstream.schemas.ingest.ImportFormat;
import io.sealstream.schemas.ingest.InputSource;
import io.sealstream.schemas.registry.RegistryConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the events of a command are: one of files, a topic, an archive. */
final class HistoryOptions {
  private static final TenantId NOBODY = new TenantId("backtest");

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--events",
      paramLabel = "PATH",
      arity = "1..*",
      description = "Files, folders, or - for stdin; with --format.")
  private List<String> paths = List.of();

  @Option(
      names = "--format",
      description = "Format of the records: cloudtrail, envelope or native.")
  private @Nullable String format;

  @Option(
      names = "--tenant",
      description = "Whose events these are. Default: backtest; for native, whose each one says.")
  private @Nullable String tenant;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "A Kafka topic of events, up to the ends that it has now.")
  private @Nullable String topic;

  @Option(
      names = {"--bootstrap", "--bootstrap-servers"},
      paramLabel = "HOST:PORT",
      description = ServerWords.BOOTSTRAP)
  private @Nullable String bootstrap;

  @Option(names = "--registry", paramLabel = "URL", description = ServerWords.REGISTRY)
  private @Nullable String registry;

  @Option(
      names = "--archive",
      paramLabel = "ARCHIVE",
      description = "A sealed archive: a folder, or s3://bucket/prefix.")
  private @Nullable String archive;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description =
          "Verifies the archive at L4 before, with this trust file. One that fails is"
              + " refused.")
  private @Nullable Path trust;

  @Option(
      names = "--store",
      paramLabel = "KEY=VALUE",
      description = "Option of an S3 store, see docs/stores.md. Repeatable.")
  private Map<String, String> storeOptions = Map.of();

  /**
   * Checks the options.
   *
   * @throws ParameterException where they make no sense
   * @throws IOException where a path is not there
   */
  History history() throws IOException {
    boolean files = !paths.isEmpty();
    long named = Stream.of(files, topic != null, archive != null).filter(is -> is).count();
    if (named != 1) {
      throw wrongUsage("name exactly one of --events, --topic and --archive");
    }
    if (!files && (format != null || tenant != null)) {
      throw wrongUsage("--format and --tenant go with --events only");
    }
    if (archive == null && (trust != null || !storeOptions.isEmpty())) {
      throw wrongUsage("--trust and --store go with --archive only");
    }
    if (archive != null) {
      return new ArchiveHistory(archive, storeOptions, trust);
    }
    return topic == null ? files() : topic(topic);
  }

  /**
   * The Kafka that was named, for what else is read from it.
   *
   * @param what is read, as a message names it
   */
  String bootstrap(String what) {
    if (bootstrap == null) {
      throw wrongUsage(what + " needs --bootstrap-servers, or the local stack");
    }
    return bootstrap;
  }

  private History topic(String name) {
    if (bootstrap == null || registry == null) {
      throw wrongUsage("--topic needs --bootstrap-servers and --registry, or the local stack");
    }
    try {
      return new TopicHistory(name, bootstrap, RegistryConfig.of(registry));
    } catch (IllegalArgumentException e) {
      throw wrongUsage("--registry %s: %s".formatted(registry, e.getMessage()));
    }
  }

  private History files() throws IOException {
    String word = Objects.requireNonNullElse(format, "");
    ImportFormat known =
        ImportFormat.of(word)
            .orElseThrow(
                () ->
                    wrongUsage(
                        word.isEmpty()
                            ? "--events needs --format: " + ImportFormat.words()
                            : "no format %s; there are %s".formatted(word, ImportFormat.words())));
    return new FileHistory(importer(known), sources());
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
