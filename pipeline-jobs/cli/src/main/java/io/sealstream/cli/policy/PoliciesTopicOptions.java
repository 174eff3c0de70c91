package io.sealstream.cli.policy;

import io.sealstream.cli.options.InputFile;
import io.sealstream.cli.options.ServerWords;
import io.sealstream.policy.publish.AllowedKeys;
import io.sealstream.policy.publish.MalformedPolicyException;
import io.sealstream.policy.publish.PolicyLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where policies are published, and who may sign them. */
final class PoliciesTopicOptions {
  @Option(
      names = "--topic",
      defaultValue = "audit.policies",
      description = "Where policies are published. Default: ${DEFAULT-VALUE}.")
  private String topic = "";

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "Who may sign: the file that the job has as sealstream.policy.keys.")
  private @Nullable Path keys;

  @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = ServerWords.BOOTSTRAP)
  private @Nullable String bootstrap;

  /** The topic; nothing where no Kafka is named and no local stack is up. */
  Optional<PoliciesTopic> topic() {
    return Optional.ofNullable(bootstrap).map(kafka -> new PoliciesTopic(kafka, topic));
  }

  boolean hasKeys() {
    return keys != null;
  }

  /**
   * A ledger that admits what the job admits, or without keys what a job in development does.
   *
   * @throws IOException where the file of keys cannot be read
   */
  PolicyLedger ledger() throws IOException {
    return ledger(keys);
  }

  /** The same for a file of keys, or none. */
  static PolicyLedger ledger(@Nullable Path file) throws IOException {
    if (file == null) {
      return new PolicyLedger(Optional.empty());
    }
    InputFile.require(file, "a file of keys, one line of 'sealstream policy key' for each");
    try {
      return new PolicyLedger(Optional.of(AllowedKeys.of(file.toString(), Files.readString(file))));
    } catch (MalformedPolicyException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
