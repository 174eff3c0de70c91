package io.sealstream.policy.sigma;

import com.google.re2j.Pattern;
import io.sealstream.policy.sigma.ValueTest.Affinity;
import io.sealstream.policy.sigma.ValueTest.Comparison;
import io.sealstream.policy.yaml.Problems;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** The modifiers of one field, sorted by what they change. */
final class Modifiers {

  /** What the value is. Everything but a text excludes every other kind. */
  enum Kind {
    TEXT,
    REGEX,
    NETWORK,
    EXISTS,
    REFERENCE,
    NUMBER,
    TIME
  }

  /** What is done to a text, in the order in which the rule says it. */
  enum TextStep {
    CONTAINS,
    STARTS_WITH,
    ENDS_WITH,
    UTF16LE,
    UTF16BE,
    UTF16_WITH_MARK,
    BASE64,
    BASE64_OFFSET,
    WINDOWS_DASH
  }

  private static final Map<String, TextStep> TEXT_STEPS =
      Map.of(
          "contains", TextStep.CONTAINS,
          "startswith", TextStep.STARTS_WITH,
          "endswith", TextStep.ENDS_WITH,
          "wide", TextStep.UTF16LE,
          "utf16le", TextStep.UTF16LE,
          "utf16be", TextStep.UTF16BE,
          "utf16", TextStep.UTF16_WITH_MARK,
          "base64", TextStep.BASE64,
          "base64offset", TextStep.BASE64_OFFSET,
          "windash", TextStep.WINDOWS_DASH);
  private static final Map<String, Comparison> COMPARISONS =
      Map.of(
          "gt", Comparison.GREATER,
          "gte", Comparison.AT_LEAST,
          "lt", Comparison.LESS,
          "lte", Comparison.AT_MOST);
  private static final Map<String, TimePart> TIME_PARTS =
      Map.of(
          "minute", TimePart.MINUTE,
          "hour", TimePart.HOUR,
          "day", TimePart.DAY,
          "week", TimePart.WEEK,
          "month", TimePart.MONTH,
          "year", TimePart.YEAR);
  private static final Map<String, Integer> REGEX_FLAGS =
      Map.of(
          "i", Pattern.CASE_INSENSITIVE,
          "ignorecase", Pattern.CASE_INSENSITIVE,
          "m", Pattern.MULTILINE,
          "multiline", Pattern.MULTILINE,
          "s", Pattern.DOTALL,
          "dotall", Pattern.DOTALL);
  private static final Map<String, Kind> KINDS =
      Map.of(
          "re", Kind.REGEX,
          "cidr", Kind.NETWORK,
          "exists", Kind.EXISTS,
          "fieldref", Kind.REFERENCE);
  private static final Set<String> SWITCHES = Set.of("all", "cased", "neq", "expand");
  private static final Set<TextStep> PLACES =
      EnumSet.of(TextStep.CONTAINS, TextStep.STARTS_WITH, TextStep.ENDS_WITH);

  private final EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
  private final List<String> names = new ArrayList<>();
  private final List<TextStep> steps = new ArrayList<>();
  private final EnumSet<TimePart> timeParts = EnumSet.noneOf(TimePart.class);
  private final EnumSet<Comparison> comparisons = EnumSet.noneOf(Comparison.class);
  private int regexFlags;
  private boolean all;
  private boolean cased;
  private boolean negated;
  private boolean expand;

  private Modifiers() {}

  /**
   * Reads what follows the field in a key.
   *
   * @param key the node that holds the key, for the places of errors
   * @return nothing where an error was reported
   */
  static Optional<Modifiers> parse(String text, Node key, Problems problems) {
    var modifiers = new Modifiers();
    boolean valid = true;
    int offset = text.indexOf('|');
    while (offset >= 0) {
      int end = text.indexOf('|', offset + 1);
      String name = text.substring(offset + 1, end < 0 ? text.length() : end);
      String problem = modifiers.add(name);
      if (problem != null) {
        problems.error(key, offset + 1, problem);
        valid = false;
      }
      offset = end;
    }
    String conflict = valid ? modifiers.conflict() : null;
    if (conflict != null) {
      problems.error(key, conflict);
    }
    return valid && conflict == null ? Optional.of(modifiers) : Optional.empty();
  }

  private @Nullable String add(String name) {
    names.add(name);
    TextStep step = TEXT_STEPS.get(name);
    Kind exclusive = KINDS.get(name);
    Comparison comparison = COMPARISONS.get(name);
    TimePart timePart = TIME_PARTS.get(name);
    Integer flag = REGEX_FLAGS.get(name);
    if (step != null) {
      steps.add(step);
    } else if (exclusive != null) {
      kinds.add(exclusive);
      return exclusive == Kind.REGEX && !steps.isEmpty() ? "'re' comes before the others" : null;
    } else if (comparison != null) {
      kinds.add(Kind.NUMBER);
      comparisons.add(comparison);
    } else if (timePart != null) {
      kinds.add(Kind.TIME);
      timeParts.add(timePart);
    } else if (flag != null) {
      regexFlags |= flag;
      return kinds.contains(Kind.REGEX) ? null : "modifier '" + name + "' needs 're' before it";
    } else {
      return addSwitch(name);
    }
    return null;
  }

  private @Nullable String addSwitch(String name) {
    switch (name) {
      case "all" -> all = true;
      case "cased" -> cased = true;
      case "neq" -> negated = true;
      case "expand" -> expand = true;
      default -> {
        return "unknown modifier '" + name + "' (there are " + String.join(", ", known()) + ")";
      }
    }
    return null;
  }

  private static Set<String> known() {
    var known = new TreeSet<>(SWITCHES);
    for (Map<String, ?> others : List.of(TEXT_STEPS, KINDS, COMPARISONS, TIME_PARTS, REGEX_FLAGS)) {
      known.addAll(others.keySet());
    }
    return known;
  }

  private @Nullable String conflict() {
    if (timeParts.size() == 1 && comparisons.size() <= 1) {
      kinds.remove(Kind.NUMBER);
    }
    if (kinds.size() > 1 || timeParts.size() > 1 || comparisons.size() > 1) {
      return "modifiers exclude each other: use one of re, cidr, exists, fieldref, a comparison,"
          + " a part of a time";
    }
    if (expand && kind() != Kind.TEXT && kind() != Kind.NETWORK) {
      return "expand goes with texts and cidr only";
    }
    boolean places = PLACES.containsAll(steps) && steps.size() <= 1;
    return switch (kind()) {
      case TEXT -> null;
      case REFERENCE ->
          places ? null : "fieldref goes with one of startswith, endswith, contains only";
      case EXISTS -> steps.isEmpty() && !cased && !all && !negated ? null : "exists stands alone";
      case REGEX ->
          places && !cased
              ? null
              : "re goes with i, m, s, one of startswith, endswith, contains, 'all' and 'neq' only";
      case NETWORK, NUMBER, TIME ->
          steps.isEmpty() && !cased
              ? null
              : "cidr, comparisons and parts of a time go with 'all' and 'neq' only";
    };
  }

  /** What of them decides nothing, or too much; encoding twice does mean something. */
  Optional<String> doubt() {
    for (String name : names) {
      if (!name.equals("base64") && names.indexOf(name) < names.lastIndexOf(name)) {
        return Optional.of("modifier '" + name + "' stands there twice");
      }
    }
    if (steps.stream().filter(PLACES::contains).distinct().count() > 1) {
      return Optional.of(
          "startswith, endswith and contains take each other's places away: use one of them");
    }
    int offset = steps.lastIndexOf(TextStep.BASE64_OFFSET);
    boolean whole =
        offset >= 0 && steps.subList(offset, steps.size()).stream().noneMatch(PLACES::contains);
    return whole
        ? Optional.of("base64offset without contains asks for values that hold nothing else")
        : Optional.empty();
  }

  static Optional<Charset> charset(TextStep step) {
    return switch (step) {
      case UTF16LE, UTF16_WITH_MARK -> Optional.of(StandardCharsets.UTF_16LE);
      case UTF16BE -> Optional.of(StandardCharsets.UTF_16BE);
      default -> Optional.empty();
    };
  }

  Kind kind() {
    return kinds.stream().findFirst().orElse(Kind.TEXT);
  }

  List<TextStep> steps() {
    return steps;
  }

  /** The same for a word that may stand anywhere in a value: 'contains' after all others. */
  Modifiers anywhere() {
    if (kind() == Kind.TEXT) {
      steps.add(TextStep.CONTAINS);
    }
    return this;
  }

  boolean all() {
    return all;
  }

  boolean cased() {
    return cased;
  }

  boolean negated() {
    return negated;
  }

  boolean expand() {
    return expand;
  }

  int regexFlags() {
    return regexFlags;
  }

  TimePart timePart() {
    return timeParts.stream().findFirst().orElseThrow();
  }

  Comparison comparison() {
    return comparisons.stream().findFirst().orElse(Comparison.EQUAL);
  }

  Affinity affinity() {
    if (steps.isEmpty()) {
      return Affinity.EQUAL;
    }
    return switch (steps.get(0)) {
      case STARTS_WITH -> Affinity.STARTS_WITH;
      case ENDS_WITH -> Affinity.ENDS_WITH;
      default -> Affinity.CONTAINS;
    };
  }
}
