package io.sealstream.policy.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads a file's documents as nodes that know their place. */
public final class YamlDocuments {
  private YamlDocuments() {}

  /**
   * The maps among the documents; what cannot be read, or is no map, is reported.
   *
   * @param name what the reader shall call the text where it speaks of it
   */
  public static List<MappingNode> read(String name, String text, Problems problems) {
    var documents = new ArrayList<MappingNode>();
    try {
      Iterator<Node> nodes = compose(name, text);
      while (nodes.hasNext()) {
        add(nodes.next(), documents, problems);
      }
      if (documents.isEmpty() && problems.errors().isEmpty()) {
        problems.error(1, 1, "the file holds no policy");
      }
    } catch (MarkedYamlEngineException e) {
      var mark = e.getProblemMark().or(e::getContextMark);
      problems.error(
          mark.map(m -> m.getLine() + 1).orElse(1),
          mark.map(m -> m.getColumn() + 1).orElse(1),
          "not YAML: " + e.getProblem());
    } catch (ReaderException e) {
      reportUnprintable(text, problems);
    } catch (YamlEngineException e) {
      problems.error(
          1, 1, "not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    return documents;
  }

  private static Iterator<Node> compose(String name, String text) {
    // Keys that are no scalars are refused by the compiler: the reader does not say where they are.
    var settings =
        LoadSettings.builder()
            .setLabel(name)
            .setSchema(new Yaml11Schema())
            .setAllowNonScalarKeys(true)
            .build();
    var parser = new ParserImpl(settings, new StreamReader(settings, text));
    return new Composer(settings, new BoundedParser(parser));
  }

  private static void add(Node node, List<MappingNode> documents, Problems problems) {
    if (!(node instanceof MappingNode map)) {
      if (!Tag.NULL.equals(node.getTag())) {
        problems.error(node, "expected a rule: a map with title, logsource and detection");
      }
    } else if (!new Expansion().isBounded(map)) {
      problems.error(map, "aliases make the document too large: write out what is meant");
    } else {
      reportKeys(map, problems, Collections.newSetFromMap(new IdentityHashMap<>()));
      documents.add(map);
    }
  }

  /** The reader counts in buffers: here the place is looked for anew. */
  private static void reportUnprintable(String text, Problems problems) {
    int line = 1;
    int column = 1;
    for (int point : (Iterable<Integer>) text.codePoints()::iterator) {
      if (!StreamReader.isPrintable(point)) {
        break;
      }
      column = point == '\n' ? 1 : column + 1;
      line += point == '\n' ? 1 : 0;
    }
    problems.error(line, column, "not YAML: a character that no text has; is the file binary?");
  }

  /**
   * YAML lets the last of two equal keys win silently, and the reader leaves merges undone: either
   * way a part of what was written would be lost.
   */
  private static void reportKeys(Node node, Problems problems, Set<Node> seen) {
    if (!seen.add(node)) {
      return;
    }
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(element -> reportKeys(element, problems, seen));
    } else if (node instanceof MappingNode map) {
      var keys = new HashSet<String>();
      for (NodeTuple entry : map.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          reportKey(key, keys, problems);
        }
        reportKeys(entry.getValueNode(), problems, seen);
      }
    }
  }

  private static void reportKey(ScalarNode key, Set<String> others, Problems problems) {
    if (!others.add(key.getValue())) {
      problems.error(key, "key '" + key.getValue() + "' occurs twice in this map");
    }
    if (key.getValue().equals("<<") && key.isPlain()) {
      problems.error(key, "merge keys are not supported: write out what is meant");
    }
  }
}
