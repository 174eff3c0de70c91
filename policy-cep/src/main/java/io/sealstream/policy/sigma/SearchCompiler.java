package io.sealstream.policy.sigma;

import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Compiles one selection: a map of fields, a list of maps, or keywords. */
final class SearchCompiler {
  private final FieldScope fields;
  private final Problems problems;

  SearchCompiler(FieldScope fields, Problems problems) {
    this.fields = fields;
    this.problems = problems;
  }

  /** Nothing where an error was reported. */
  Optional<Search> compile(Node node) {
    if (node.isRecursive()) {
      problems.error(node, "a selection cannot contain itself");
      return Optional.empty();
    }
    if (node instanceof MappingNode map) {
      return map(map);
    }
    if (node instanceof SequenceNode list) {
      return list(list);
    }
    return keywords(List.of(node), "", node);
  }

  private Optional<Search> map(MappingNode map) {
    if (map.getValue().isEmpty()) {
      problems.error(map, "selection is empty");
      return Optional.empty();
    }
    var parts = new ArrayList<Search>();
    for (NodeTuple entry : map.getValue()) {
      entry(entry).ifPresent(parts::add);
    }
    if (parts.size() < map.getValue().size()) {
      return Optional.empty();
    }
    return Optional.of(parts.size() == 1 ? parts.get(0) : new Search.All(parts));
  }

  /** Maps are alternatives, and so is every plain value, as a keyword. */
  private Optional<Search> list(SequenceNode list) {
    if (list.getValue().isEmpty()) {
      problems.error(list, "selection is empty");
      return Optional.empty();
    }
    var parts = new ArrayList<Search>();
    var words = new ArrayList<Node>();
    boolean valid = true;
    for (Node element : list.getValue()) {
      if (element instanceof ScalarNode) {
        words.add(element);
        continue;
      }
      Optional<Search> part = compile(element);
      valid &= part.isPresent();
      part.ifPresent(parts::add);
    }
    if (!words.isEmpty()) {
      Optional<Search> part = keywords(words, "", list);
      valid &= part.isPresent();
      part.ifPresent(parts::add);
    }
    if (!valid) {
      return Optional.empty();
    }
    return Optional.of(parts.size() == 1 ? parts.get(0) : new Search.Any(parts));
  }

  private Optional<Search> entry(NodeTuple entry) {
    if (!(entry.getKeyNode() instanceof ScalarNode key)) {
      problems.error(entry.getKeyNode(), "expected a field name");
      return Optional.empty();
    }
    String text = key.getValue();
    List<Node> values =
        entry.getValueNode() instanceof SequenceNode list
            ? list.getValue()
            : List.of(entry.getValueNode());
    int bar = text.indexOf('|');
    String field = bar < 0 ? text : text.substring(0, bar);
    if (field.isEmpty()) {
      return keywords(values, text, key);
    }
    return Modifiers.parse(text, key, problems).flatMap(m -> field(field, m, values, key));
  }

  private Optional<Search> field(String name, Modifiers modifiers, List<Node> values, Node key) {
    FieldPath path = fields.path(name);
    if (fields.isUnknown(path)) {
      problems.warning(
          key,
          "no event has the field " + name + ": a rule without a product reads the event's own");
    }
    Optional<List<ValueTest>> tests = tests(modifiers, values, key, path);
    if (tests.isEmpty()) {
      return Optional.empty();
    }
    Search search = new Search.Field(path, tests.get(), modifiers.all());
    return Optional.of(modifiers.negated() ? new Search.None(search) : search);
  }

  private Optional<Search> keywords(List<Node> words, String modifierText, Node place) {
    return Modifiers.parse(modifierText, place, problems)
        .flatMap(modifiers -> keywords(words, modifiers.anywhere(), place));
  }

  private Optional<Search> keywords(List<Node> words, Modifiers modifiers, Node place) {
    Optional<List<ValueTest>> tests = tests(modifiers, words, place, null);
    if (tests.isEmpty()) {
      return Optional.empty();
    }
    var single = new ArrayList<ValueTest.OfOne>();
    for (ValueTest test : tests.get()) {
      if (!(test instanceof ValueTest.OfOne one) || !mayStandAnywhere(modifiers.kind())) {
        problems.error(place, "this modifier needs a field before it");
        return Optional.empty();
      }
      single.add(one);
    }
    Search search = new Search.Keywords(single, modifiers.all());
    return Optional.of(modifiers.negated() ? new Search.None(search) : search);
  }

  /** A size or a time means something only in the field that is known to hold one. */
  private static boolean mayStandAnywhere(Modifiers.Kind kind) {
    return kind != Modifiers.Kind.NUMBER && kind != Modifiers.Kind.TIME;
  }

  private Optional<List<ValueTest>> tests(
      Modifiers modifiers, List<Node> values, Node key, @Nullable FieldPath path) {
    if (values.isEmpty()) {
      problems.error(key, "the list of values is empty");
      return Optional.empty();
    }
    if (modifiers.all() && values.size() == 1) {
      problems.warning(key, "'all' on a single value says nothing");
    }
    modifiers.doubt().ifPresent(doubt -> problems.warning(key, doubt));
    var compiler = new ValueCompiler(modifiers, fields.naming(), problems);
    var doubts = new ValueDoubts(modifiers, fields, path);
    var tests = new ArrayList<ValueTest>();
    boolean valid = true;
    for (Node value : values) {
      List<ValueTest> variants = compile(compiler, value);
      valid &= !variants.isEmpty();
      doubts.of(value, variants).ifPresent(doubt -> problems.warning(value, doubt));
      tests.addAll(modifiers.all() ? anyOf(variants) : variants);
    }
    return valid ? Optional.of(tests) : Optional.empty();
  }

  private List<ValueTest> compile(ValueCompiler compiler, Node value) {
    if (value instanceof ScalarNode scalar) {
      return compiler.compile(scalar);
    }
    problems.error(value, "expected a string, a number, true, false or null");
    return List.of();
  }

  /** Under 'all' the variants of one value remain alternatives. */
  private static List<ValueTest> anyOf(List<ValueTest> variants) {
    if (variants.size() <= 1) {
      return variants;
    }
    return List.of(
        new ValueTest.AnyOf(variants.stream().map(ValueTest.OfOne.class::cast).toList()));
  }
}
