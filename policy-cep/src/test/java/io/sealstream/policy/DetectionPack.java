package io.sealstream.policy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Real logs and rules that lie outside the repository. Tests without them are skipped. */
record DetectionPack(Path root) {
  static final ObjectMapper JSON = new ObjectMapper();

  static DetectionPack orSkip() {
    Path root = Path.of("..", "..", "shared", "data", "detection");
    assumeTrue(Files.isDirectory(root), "the detection pack is not at ../shared/data/detection");
    return new DetectionPack(root);
  }

  /** Every rule below a folder of the pack; named as the pack's expectations name it. */
  List<PolicySource> rules(String folder) {
    Path base = root.resolve("sigma-rules");
    try (var files = Files.walk(base.resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".yml"))
          .sorted()
          .map(file -> new PolicySource(base.relativize(file).toString(), read(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<JsonNode> events(String name) {
    return read(root.resolve("events").resolve(name + ".jsonl"))
        .lines()
        .map(DetectionPack::json)
        .toList();
  }

  /** Rule file to the ids of the events that it must match. */
  Map<String, Set<String>> expected(String name) {
    var expected = new TreeMap<String, Set<String>>();
    JsonNode rules = json(read(root.resolve("expected").resolve(name + ".json"))).get("rules");
    rules
        .properties()
        .forEach(
            rule -> {
              var ids = new TreeSet<String>();
              rule.getValue().get("events").forEach(id -> ids.add(id.asText()));
              expected.put(rule.getKey(), ids);
            });
    return expected;
  }

  JsonNode conformance(String name) {
    return json(read(root.resolve("conformance").resolve(name + ".json")));
  }

  JsonNode expectation(String name) {
    return json(read(root.resolve("expected").resolve(name + ".json")));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
