package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** A file of the pack whose lists hold vectors. */
record Sections(String part, JsonNode file) {

  /** A file that cannot be read is one vector that has failed. */
  static Optional<Sections> read(Pack pack, String name, String part, Score score) {
    try {
      return Optional.of(new Sections(part, Vector.map(pack.json(name), name)));
    } catch (UnreadableException e) {
      score.fail(part, "cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Names the lists that nothing reads: they count neither as passed nor as failed. */
  void nameAllBut(Set<String> read, String name, Score score) {
    var others = new TreeSet<String>();
    file.fieldNames().forEachRemaining(others::add);
    others.removeIf(key -> read.contains(key) || !file.get(key).isArray());
    others.forEach(key -> score.line("not run: " + name + " " + key + " (an unknown section)"));
  }

  /**
   * Names keys of a list's vectors that nothing reads. A remark fails nothing; whether it is one,
   * only a reader can tell: what another demands is not looked at.
   */
  void nameKeysBut(Set<String> read, String section, Score score) {
    var counts = new TreeMap<String, Integer>();
    for (JsonNode node : file.path(section)) {
      new Vector(node).keysBut(read).forEach(key -> counts.merge(key, 1, Integer::sum));
    }
    counts.forEach(
        (key, count) ->
            score.line(
                "not read: %s %s: key '%s' of %d (unknown)".formatted(part, section, key, count)));
  }

  /** Scores each vector of a list; a list that is missing has none. */
  void each(String section, Score score, Function<Vector, Optional<String>> verdict) {
    JsonNode list = file.path(section);
    if (list.isMissingNode()) {
      return;
    }
    if (!list.isArray()) {
      score.fail(part + " " + section, "cannot be read: it is no list");
      return;
    }
    int place = 0;
    for (JsonNode node : list) {
      var vector = new Vector(node);
      String why = vector.why();
      place++;
      score.check(
          part + " " + vector.id(place),
          () -> verdict.apply(vector).map(what -> why.isEmpty() ? what : what + " (" + why + ")"));
    }
  }
}
