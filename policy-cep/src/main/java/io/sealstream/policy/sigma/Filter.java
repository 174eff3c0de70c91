package io.sealstream.policy.sigma;

import io.sealstream.policy.sigma.CorrelationDocument.Reference;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A filter at work: it remembers which rules it reached. For one run and one thread. */
final class Filter {
  private final FilterDocument document;
  private final Problems problems;
  private final Set<Reference> found = new HashSet<>();
  private final Map<Naming, Optional<Detection>> detections = new HashMap<>();
  private boolean reached;

  /**
   * A filter that reached nothing yet.
   *
   * @param problems those of the file that it stands in
   */
  Filter(FilterDocument document, Problems problems) {
    this.document = document;
    this.problems = problems;
  }

  @Nullable String id() {
    return document.id();
  }

  /** Whether it names the rule, or any, and is about the rule's log. */
  boolean reaches(SigmaRule rule) {
    boolean named = document.ofAnyRule();
    for (Reference reference : document.rules()) {
      if (rule.name().is(reference.text())) {
        found.add(reference);
        named = true;
      }
    }
    boolean reaches = document.sound() && named && document.logSource().contains(rule.logSource());
    reached |= reaches;
    return reaches;
  }

  /** Whether it reaches one of the rules; each is asked. */
  boolean reachesAny(List<SigmaRule> rules) {
    return rules.stream().filter(this::reaches).count() > 0;
  }

  /** What it demands by the names of a file; nothing where an error was reported. */
  Optional<Detection> detection(Naming naming) {
    return detections.computeIfAbsent(naming, names -> document.detection(names, problems));
  }

  /** Whether its selections were read by the names of any file. */
  boolean isRead() {
    return !detections.isEmpty();
  }

  /** An error at the id, which it must have. */
  void reportTaken(String by) {
    new YamlMap(document.node(), problems)
        .find("id")
        .ifPresent(
            place -> problems.error(place, "filter id " + id() + " is already taken by " + by));
  }

  /** A warning at the id, which it must have. */
  void warnOfRepeatedId() {
    new YamlMap(document.node(), problems)
        .find("id")
        .ifPresent(
            place -> problems.warning(place, "another filter of the file has the id " + id()));
  }

  void warnOfNothingLeft(SigmaRule rule) {
    problems.warning(
        document.node(),
        "with this filter no event can match the rule '" + rule.header().title() + "'");
  }

  /**
   * Warns where the filter does nothing. To be called when it was asked about every rule.
   *
   * @param whose where the rules are that it may reach
   * @param advice what to do about a name that none of them has
   */
  void reportIdle(String whose, String advice) {
    boolean known = true;
    for (Reference reference : document.rules()) {
      if (!found.contains(reference)) {
        known = false;
        problems.warning(
            reference.place(),
            "no rule of %s has the name or id %s%s".formatted(whose, reference.text(), advice));
      }
    }
    if (known && !reached) {
      problems.warning(
          document.node(),
          "the filter applies to no rule: its logsource is not that of any it means");
    }
  }
}
