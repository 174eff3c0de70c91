package io.sealstream.cli.policy;

import io.sealstream.cli.options.Commands;
import io.sealstream.cli.policy.PoliciesOption.Examined;
import io.sealstream.policy.PolicyFiles;
import io.sealstream.policy.PolicySource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The versions of policies that an event is explained against: in files, published, or both. */
final class ExplainedPolicies {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--policies",
      paramLabel = "PATH",
      arity = "1..*",
      description = PoliciesOption.PATHS)
  private List<String> paths = List.of();

  @Option(
      names = "--published",
      paramLabel = "TOPIC",
      description =
          "Every version published on that topic, like audit.policies, besides --policies or"
              + " instead; with --bootstrap-servers.")
  private @Nullable String published;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description =
          "With --published: who may sign, the file that the job has as sealstream.policy.keys."
              + " Default: signatures are not checked.")
  private @Nullable Path keys;

  /**
   * Reads them.
   *
   * @param options which name the Kafka where versions are published
   * @return what is compiled together: each file with the filters that may reach it and the files
   *     whose rules it may name; each published version, which is whole, alone
   * @throws ParameterException where none are named
   * @throws IOException where a path or the topic is not there
   */
  Examined<List<PolicySource>> read(HistoryOptions options) throws IOException {
    if (paths.isEmpty() && published == null) {
      throw wrongUsage("name --policies, or --published, or both");
    }
    if (keys != null && published == null) {
      throw wrongUsage("--keys goes with --published only");
    }
    PolicyFiles files = PolicyFiles.read(paths);
    if (published == null) {
      return new Examined<>(files.errorsApart(), files.apart());
    }
    var topic = new PoliciesTopic(options.bootstrap("--published"), published);
    var versions =
        new PolicyFiles(
            new PublishedVersions(topic, PoliciesTopicOptions.ledger(keys)).read(), List.of());
    return new Examined<>(
        Stream.concat(files.errorsApart().stream(), versions.errorsApart().stream())
            .distinct()
            .sorted()
            .toList(),
        Stream.concat(files.apart().stream(), versions.apart().stream()).toList());
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(Commands.required(command).commandLine(), message);
  }
}
