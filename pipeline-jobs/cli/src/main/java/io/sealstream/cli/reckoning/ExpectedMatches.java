package io.sealstream.cli.reckoning;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.cli.options.InputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The exact matches that a pack of events and rules must give: none missing, none extra. */
public record ExpectedMatches(Set<Match> matches) {
  public ExpectedMatches {
    matches = Set.copyOf(matches);
  }

  /**
   * Reads {@code {"rules": {FILE: {"sigma_id": ID, "events": [ID, ...]}}}}.
   *
   * @throws IOException when the file cannot be read or is not of this form
   */
  public static ExpectedMatches read(Path file) throws IOException {
    JsonNode rules = json(file).path("rules");
    if (!rules.isObject()) {
      throw new IOException(
          file
              + ": no object \"rules\"; expected is {\"rules\": {FILE: {\"sigma_id\": ID, \"events\": [ID, ...]}}}");
    }
    Set<Match> matches = new TreeSet<>();
    for (JsonNode rule : rules) {
      String id = rule.path("sigma_id").asText();
      if (id.isEmpty() || !rule.path("events").isArray()) {
        throw new IOException(file + ": every rule needs sigma_id and the array events");
      }
      rule.path("events").forEach(event -> matches.add(new Match(id, event.asText())));
    }
    return new ExpectedMatches(matches);
  }

  private static JsonNode json(Path file) throws IOException {
    InputFile.require(file, "a JSON file of expected matches");
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where = at == null ? "" : ":%d:%d".formatted(at.getLineNr(), at.getColumnNr());
      throw new IOException("%s%s: not JSON: %s".formatted(file, where, e.getOriginalMessage()), e);
    }
  }

  /** One line for each match that is missing and for each that is extra. */
  public List<String> differences(Set<Match> found) {
    List<String> lines = new ArrayList<>();
    new TreeSet<>(matches)
        .stream()
            .filter(match -> !found.contains(match))
            .forEach(match -> lines.add("MISSING violation of " + match));
    new TreeSet<>(found)
        .stream()
            .filter(match -> !matches.contains(match))
            .forEach(match -> lines.add("EXTRA violation of " + match));
    return lines;
  }
}
