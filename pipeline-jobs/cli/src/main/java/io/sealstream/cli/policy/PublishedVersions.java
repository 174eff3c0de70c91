package io.sealstream.cli.policy;

import io.sealstream.policy.PolicySource;
import io.sealstream.policy.publish.PolicyLedger;
import io.sealstream.policy.publish.PolicyVersion;
import java.io.IOException;
import java.util.List;

/**
 * Every version on a topic of policies that the job admits.
 *
 * @param ledger in which nothing is yet
 */
record PublishedVersions(PoliciesTopic topic, PolicyLedger ledger) {

  /**
   * Reads the topic up to the end of now.
   *
   * @throws IOException where Kafka does not answer, or the topic is not there
   */
  List<PolicySource> read() throws IOException {
    topic
        .read()
        .orElseThrow(
            () ->
                new IOException(
                    topic.missing() + ": is --published right, and was anything ever published?"))
        .forEach(ledger::admit);
    return ledger.versions().stream().map(PolicyVersion::source).toList();
  }
}
