package io.sealstream.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.policy.sigma.NaiveGlob;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Rules and events over a few names and letters, so that they often meet. */
final class RandomRules {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> FIELDS = List.of("f", "g", "a.b");

  /** A part of a rule's text, and what it means by {@link NaiveMatching}. */
  record Meant(String text, Predicate<JsonNode> holds) {}

  private RandomRules() {}

  /** Detections: selections s0, s1, s2 and a condition over them. */
  static Arbitrary<Meant> detections() {
    return selection().list().ofSize(3).flatMap(RandomRules::detection);
  }

  static Arbitrary<JsonNode> events() {
    Arbitrary<JsonNode> missingOrValue = value().injectNull(0.15);
    return Combinators.combine(missingOrValue, missingOrValue, missingOrValue, missingOrValue)
        .as(RandomRules::event);
  }

  private static JsonNode event(
      @Nullable JsonNode f, @Nullable JsonNode g, @Nullable JsonNode ab, @Nullable JsonNode other) {
    var event = JSON.objectNode();
    if (f != null) {
      event.set("f", f);
    }
    if (g != null) {
      event.set("g", g);
    }
    if (ab != null) {
      var elements = event.putArray("a");
      elements.addObject().set("b", ab);
      elements.addObject().put("c", "x");
    }
    if (other != null) {
      event.set("a.b", other);
    }
    return event;
  }

  private static Arbitrary<JsonNode> value() {
    Arbitrary<JsonNode> scalar =
        Arbitraries.oneOf(
            text("xXy*?\\").map(JSON::textNode),
            Arbitraries.of("1", "2", "true").map(JSON::textNode),
            Arbitraries.of(1, 2, 3).map(JSON::numberNode),
            Arbitraries.just(1.0).map(JSON::numberNode),
            Arbitraries.of(true, false).map(JSON::booleanNode),
            Arbitraries.just(JSON.nullNode()));
    Arbitrary<JsonNode> array =
        scalar.list().ofMaxSize(3).map(list -> JSON.arrayNode().addAll(list));
    Arbitrary<JsonNode> object = scalar.map(inner -> JSON.objectNode().set("x", inner));
    return Arbitraries.frequencyOf(Tuple.of(5, scalar), Tuple.of(2, array), Tuple.of(1, object));
  }

  private static Arbitrary<String> text(String letters) {
    return Arbitraries.strings().withChars(letters.toCharArray()).ofMaxLength(4);
  }

  private static Arbitrary<String> pattern() {
    return Arbitraries.of("x", "X", "y", "*", "?", "\\*", "\\?", "\\\\")
        .list()
        .ofMaxSize(4)
        .map(units -> String.join("", units));
  }

  private static Arbitrary<Meant> selection() {
    Arbitrary<Meant> map =
        entry().list().ofMinSize(1).ofMaxSize(2).filter(RandomRules::isMap).map(RandomRules::all);
    Arbitrary<Meant> maps =
        map.list().ofMinSize(1).ofMaxSize(2).map(parts -> join(parts, "[", "]", false));
    return Arbitraries.oneOf(map, maps);
  }

  private static boolean isMap(List<Meant> entries) {
    return entries.stream().map(entry -> key(entry)).distinct().count() == entries.size();
  }

  private static String key(Meant entry) {
    return entry.text().substring(0, entry.text().indexOf(':'));
  }

  private static Meant all(List<Meant> entries) {
    return join(entries, "{", "}", true);
  }

  private static Meant join(List<Meant> parts, String open, String close, boolean all) {
    String text = parts.stream().map(Meant::text).collect(Collectors.joining(", ", open, close));
    return new Meant(
        text,
        event ->
            all
                ? parts.stream().allMatch(part -> part.holds().test(event))
                : parts.stream().anyMatch(part -> part.holds().test(event)));
  }

  private static Arbitrary<Meant> entry() {
    return Arbitraries.of(FIELDS)
        .flatMap(
            field ->
                Arbitraries.oneOf(
                    values(field, "", RandomRules::equality),
                    values(field, "|neq", RandomRules::equality).map(RandomRules::not),
                    strings(field, "|contains", p -> t -> NaiveGlob.like("*" + p + "*", t)),
                    strings(field, "|startswith", p -> t -> NaiveGlob.like(p + "*", t)),
                    strings(field, "|endswith", p -> t -> NaiveGlob.like("*" + p, t)),
                    strings(field, "|cased", p -> t -> NaiveGlob.likeCased(p, t)),
                    typed(field)));
  }

  private static Meant not(Meant meant) {
    return new Meant(meant.text(), meant.holds().negate());
  }

  private static Arbitrary<Meant> typed(String field) {
    return Arbitraries.of(
        new Meant(
            quote(field + "|exists") + ": true",
            event -> !NaiveMatching.ends(event, field).isEmpty()),
        new Meant(
            quote(field + "|gt") + ": 1",
            event -> NaiveMatching.anyText(event, field, text -> NaiveMatching.isAbove(text, 1))),
        new Meant(
            quote(field + "|re") + ": '^x+y'",
            event -> NaiveMatching.anyText(event, field, text -> text.matches("(?s)x+y.*"))),
        new Meant(
            quote(field + "|fieldref") + ": g",
            event ->
                NaiveMatching.anyText(
                    event,
                    field,
                    one -> NaiveMatching.anyText(event, "g", one::equalsIgnoreCase))));
  }

  /** A value of a rule, and what it means for a field. */
  private interface Equality {
    Predicate<JsonNode> of(String field);
  }

  private record Value(String text, Equality equality) {}

  private static Equality equality(Value value) {
    return value.equality();
  }

  private static Arbitrary<Meant> values(
      String field, String modifier, Function<Value, Equality> meaning) {
    Arbitrary<Value> value =
        Arbitraries.oneOf(
            pattern()
                .map(
                    p ->
                        new Value(
                            quote(p),
                            f ->
                                event ->
                                    NaiveMatching.anyText(event, f, t -> NaiveGlob.like(p, t)))),
            Arbitraries.of(1, 2)
                .map(
                    n ->
                        new Value(
                            Integer.toString(n),
                            f -> event -> NaiveMatching.isNumber(event, f, n))),
            Arbitraries.of(
                new Value("true", f -> event -> NaiveMatching.anyText(event, f, "true"::equals)),
                new Value("null", f -> event -> NaiveMatching.isAbsent(event, f))));
    return value
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(
            list ->
                new Meant(
                    quote(field + modifier)
                        + ": "
                        + list.stream()
                            .map(Value::text)
                            .collect(Collectors.joining(", ", "[", "]")),
                    event -> list.stream().anyMatch(v -> meaning.apply(v).of(field).test(event))));
  }

  /** One pattern or another, or, under 'all', each of two. */
  private static Arbitrary<Meant> strings(
      String field, String modifier, Function<String, Predicate<String>> meaning) {
    return Combinators.combine(pattern(), pattern(), Arbitraries.of(true, false))
        .as(
            (one, other, all) ->
                new Meant(
                    quote(field + modifier + (all ? "|all" : ""))
                        + ": ["
                        + quote(one)
                        + ", "
                        + quote(other)
                        + "]",
                    event -> {
                      boolean first = NaiveMatching.anyText(event, field, meaning.apply(one));
                      boolean second = NaiveMatching.anyText(event, field, meaning.apply(other));
                      return all ? first && second : first || second;
                    }));
  }

  private static Arbitrary<Meant> detection(List<Meant> selections) {
    Arbitrary<Meant> name =
        Arbitraries.integers()
            .between(0, selections.size() - 1)
            .map(i -> new Meant("s" + i, selections.get(i).holds()));
    var before = new StringBuilder("{");
    for (int i = 0; i < selections.size(); i++) {
      before.append("s").append(i).append(": ").append(selections.get(i).text()).append(", ");
    }
    before.append("condition: ");
    return Arbitraries.recursive(() -> name, RandomRules::combined, 0, 3)
        .map(condition -> new Meant(before + quote(condition.text()) + "}", condition.holds()));
  }

  private static Arbitrary<Meant> combined(Arbitrary<Meant> part) {
    return Arbitraries.oneOf(
        part.map(p -> new Meant("not " + p.text(), p.holds().negate())),
        Combinators.combine(part, part)
            .as(
                (a, b) ->
                    new Meant("(" + a.text() + " and " + b.text() + ")", a.holds().and(b.holds()))),
        Combinators.combine(part, part)
            .as(
                (a, b) ->
                    new Meant("(" + a.text() + " or " + b.text() + ")", a.holds().or(b.holds()))));
  }

  private static String quote(String text) {
    return "'" + text + "'";
  }
}
