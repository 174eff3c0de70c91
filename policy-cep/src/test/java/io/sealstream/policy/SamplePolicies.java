package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.sigma.RuleHeader;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The policies that the local stack brings along. */
final class SamplePolicies {
  private static final Path FOLDER = Path.of("..", "deploy", "local", "sample", "policies");

  private final List<PolicySource> sources = read();
  private final PolicyBook book = PolicyCompiler.compile(sources);
  private final PolicySet set = new PolicySet(book);
  private final Map<String, String> fileById =
      sources.stream().collect(Collectors.toMap(SamplePolicies::idIn, PolicySource::name));

  List<PolicySource> sources() {
    return sources;
  }

  /** The headers of all, of either kind. */
  List<RuleHeader> headers() {
    return Stream.concat(
            book.policies().stream().map(CompiledPolicy::header),
            book.correlations().stream().map(CompiledCorrelation::header))
        .toList();
  }

  /** The id of the one policy in a file. */
  String id(String file) {
    return sources.stream()
        .filter(source -> source.name().equals(file))
        .map(SamplePolicies::idIn)
        .findFirst()
        .orElseThrow();
  }

  private static String idIn(PolicySource source) {
    PolicyBook alone = PolicyCompiler.compile(List.of(source));
    assertThat(alone.size()).as("policies in %s", source.name()).isEqualTo(1);
    return alone.policies().isEmpty()
        ? alone.correlations().get(0).id()
        : alone.policies().get(0).id();
  }

  /** The files of the policies over single events that the event violates. */
  Set<String> filesMatching(AuditEvent event) {
    return set.evaluate(event).matches().stream()
        .map(policy -> fileById.get(policy.id()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** File to the anchors of the violations of its policy; no entry where there are none. */
  Map<String, Set<String>> anchorsByFile(List<AuditEvent> events) {
    var anchors = new TreeMap<String, Set<String>>();
    for (AuditEvent event : events) {
      for (String file : filesMatching(event)) {
        anchors.computeIfAbsent(file, f -> new TreeSet<>()).add(event.getId());
      }
    }
    for (Violation violation : correlated(events)) {
      String file = fileById.get(violation.getPolicyId());
      assertThat(anchors.computeIfAbsent(file, f -> new TreeSet<>()).add(violation.getAnchor()))
          .as("one violation for each anchor: %s", violation)
          .isTrue();
    }
    return anchors;
  }

  private List<Violation> correlated(List<AuditEvent> events) {
    try (var harness = CorrelatingHarness.open(sources.toArray(PolicySource[]::new))) {
      harness.feed(events.toArray(AuditEvent[]::new));
      return harness.violations();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static List<PolicySource> read() {
    try (var files = Files.list(FOLDER)) {
      return files
          .sorted()
          .map(file -> new PolicySource(file.getFileName().toString(), read(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
