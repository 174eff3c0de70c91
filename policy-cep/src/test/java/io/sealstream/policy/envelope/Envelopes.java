package io.sealstream.policy.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlDocuments;
import java.util.List;

/** Reads envelopes for tests. */
final class Envelopes {
  static final String MINIMAL =
      """
      apiVersion: policy/v1
      id: p-1
      version: 1
      owner: team
      """;

  private Envelopes() {}

  static Envelope read(String text) {
    return read(text, new FieldTable());
  }

  static Envelope read(String text, FieldTable fields) {
    var problems = new Problems();
    var document = YamlDocuments.read("p.yml", text, problems).get(0);
    var envelope = new EnvelopeReader(fields, problems).read(document);
    assertThat(problems.errors()).isEmpty();
    return envelope.orElseThrow();
  }

  /** What is wrong, as {@code line:column: message}. */
  static List<String> problems(String text) {
    var problems = new Problems();
    var document = YamlDocuments.read("p.yml", text, problems).get(0);
    var envelope = new EnvelopeReader(new FieldTable(), problems).read(document);
    assertThat(envelope.isEmpty()).isEqualTo(!problems.errors().isEmpty());
    return problems.errors().stream()
        .map(p -> p.line() + ":" + p.column() + ": " + p.message())
        .toList();
  }

  /** A minimal envelope with more lines, which begin in line 5. */
  static String with(String lines) {
    return MINIMAL + lines;
  }
}
