package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.cli.conformance.Dataset.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules that call fields by other names than the events of their product do. */
final class FieldMappingPart implements ConformancePart {
  static final String END = "-with-field-mapping.json";

  @Override
  public String name() {
    return "field-mapping";
  }

  @Override
  public Optional<String> obstacle(Pack pack) {
    if (pack.names("expected", "", END).isEmpty()) {
      return Optional.of("expected/*" + END + " is not there");
    }
    return pack.withoutRules();
  }

  @Override
  public void run(Pack pack, Score score) {
    for (String file : pack.names("expected", "", END)) {
      String product = file.substring(0, file.length() - END.length());
      try {
        var expectation = new Vector(pack.json("expected/" + file));
        Pairs expected = Pairs.expected(expectation.require("rules"));
        Map<String, String> names = names(expectation.require("mapping"));
        List<Recorded> events = events(pack, product);
        expected.scoreAgainst(Pairs.found(pack, names, events), "expected/" + file, score);
      } catch (UnreadableException e) {
        score.fail("expected/" + file, "cannot be read: " + e.getMessage());
      }
    }
  }

  private static Map<String, String> names(JsonNode mapping) {
    var names = new HashMap<String, String>();
    Vector.map(mapping, "mapping")
        .properties()
        .forEach(entry -> names.put(entry.getKey(), entry.getValue().asText()));
    return names;
  }

  /** Lines that cannot be read are told by {@link EventsPart}. */
  private static List<Recorded> events(Pack pack, String product) {
    var events = new ArrayList<Recorded>();
    for (String file : pack.names("events", "", ".jsonl")) {
      for (Recorded recorded : Dataset.read(pack, "events/" + file).events()) {
        if (product.equals(recorded.event().getLogSource().getProduct())) {
          events.add(recorded);
        }
      }
    }
    return events;
  }
}
