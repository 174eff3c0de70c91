package io.sealstream.policy.sigma;

import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.yaml.DocumentTexts;
import io.sealstream.policy.yaml.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * The filters that stand in files of their own: they reach the rules of every file of the set. For
 * one run of the compiler and one thread.
 */
public final class SetFilters {
  private final List<Written> filters = new ArrayList<>();
  private final Map<String, String> placeById = new HashMap<>();

  /** A filter, and its document's text. */
  private record Written(String text, Filter filter) {}

  /** Whether a document is a filter. */
  public static boolean isFilter(MappingNode document) {
    return FilterReader.isFilter(document);
  }

  /**
   * Takes the filters of a file.
   *
   * @param place the file as problems show it
   * @param text the file's text
   * @param documents what was read of it, filters all
   * @param problems those of the file, also for what is found out later
   */
  public void add(String place, String text, List<MappingNode> documents, Problems problems) {
    var texts = DocumentTexts.of(text);
    var reader = new FilterReader(problems);
    for (MappingNode document : documents) {
      String written = texts.of(document, problems);
      reader
          .read(document)
          .map(read -> new Filter(read, problems))
          .ifPresent(
              filter -> {
                filters.add(new Written(written, filter));
                take(filter, place);
              });
    }
  }

  private void take(Filter filter, String place) {
    String id = filter.id();
    String other = id == null ? null : placeById.putIfAbsent(id.toLowerCase(Locale.ROOT), place);
    if (other != null) {
      filter.reportTaken(other);
    }
  }

  /** The file that has a filter with that id. */
  Optional<String> placeOf(String id) {
    return Optional.ofNullable(placeById.get(id.toLowerCase(Locale.ROOT)));
  }

  /**
   * Those that reach one of a file's rules, by their texts and in the order of these: where they
   * stand, and how the set was put together, does not matter.
   */
  SortedMap<String, Filter> reaching(List<SigmaRule> rules) {
    var reaching = new TreeMap<String, Filter>();
    for (Written each : filters) {
      if (each.filter().reachesAny(rules)) {
        reaching.putIfAbsent(each.text(), each.filter());
      }
    }
    return reaching;
  }

  /**
   * Reports what is wrong with those that reached nothing. Whether their lookups are there is not
   * asked: that of a policy elsewhere, which they may be for, is not known here.
   */
  public void readRest() {
    for (Written each : filters) {
      if (!each.filter().isRead()) {
        var unused = each.filter().detection(Naming.unknown(new FieldTable()));
      }
    }
  }

  /** Warns of filters that do nothing. To be called when every file was narrowed. */
  public void reportIdle() {
    filters.forEach(each -> each.filter().reportIdle("these files", ""));
  }
}
