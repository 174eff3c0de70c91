package io.sealstream.policy;

import io.sealstream.schemas.v1.AuditEvent;
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
import java.util.stream.IntStream;

/** The policies that the local stack brings along. */
final class SamplePolicies {
  private static final Path FOLDER = Path.of("..", "deploy", "local", "sample", "policies");

  private final List<PolicySource> sources = read();
  private final PolicyBook book = PolicyCompiler.compile(sources);
  private final List<CompiledPolicy> policies = book.policies();
  private final PolicySet set = new PolicySet(book);

  List<PolicySource> sources() {
    return sources;
  }

  List<CompiledPolicy> policies() {
    return policies;
  }

  /** The id of the policy in a file. */
  String id(String file) {
    return IntStream.range(0, sources.size())
        .filter(i -> sources.get(i).name().equals(file))
        .mapToObj(i -> policies.get(i).id())
        .findFirst()
        .orElseThrow();
  }

  /** The files of the policies that the event violates. */
  Set<String> filesMatching(AuditEvent event) {
    return set.evaluate(event).matches().stream()
        .map(policy -> sources.get(policies.indexOf(policy)).name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** File to the ids of the events that violate its policy; no entry where there are none. */
  Map<String, Set<String>> idsByFile(List<AuditEvent> events) {
    var ids = new TreeMap<String, Set<String>>();
    for (AuditEvent event : events) {
      for (String file : filesMatching(event)) {
        ids.computeIfAbsent(file, f -> new TreeSet<>()).add(event.getId());
      }
    }
    return ids;
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
