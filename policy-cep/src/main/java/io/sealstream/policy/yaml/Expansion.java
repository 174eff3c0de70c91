package io.sealstream.policy.yaml;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * How large documents become with every alias written out: a few lines of aliases to aliases can
 * mean more than any memory holds. Looks at each node once. An alias to a collection that it stands
 * in counts as one node.
 */
final class Expansion {
  static final long MAX_NODES = 1_000_000;

  /** Deeper than {@link BoundedParser#MAX_DEPTH} only by aliases. */
  private static final int MAX_DEPTH = 2 * BoundedParser.MAX_DEPTH;

  private static final Size ONE = new Size(1, 1);

  private final IdentityHashMap<Node, Size> known = new IdentityHashMap<>();

  private record Size(long nodes, int depth) {}

  /** Whether the compiler may walk through the document as if it had no aliases. */
  boolean isBounded(Node document) {
    Size size = size(document);
    return size.nodes() <= MAX_NODES && size.depth() <= MAX_DEPTH;
  }

  private Size size(Node node) {
    Size before = known.putIfAbsent(node, ONE);
    if (before != null) {
      return before;
    }
    long nodes = 1;
    int depth = 0;
    for (Node child : children(node)) {
      Size size = size(child);
      nodes = Math.min(nodes + size.nodes(), MAX_NODES + 1);
      depth = Math.max(depth, size.depth());
    }
    var size = new Size(nodes, depth + 1);
    known.put(node, size);
    return size;
  }

  private static List<Node> children(Node node) {
    if (node instanceof SequenceNode list) {
      return list.getValue();
    }
    if (!(node instanceof MappingNode map)) {
      return List.of();
    }
    var children = new ArrayList<Node>();
    map.getValue()
        .forEach(
            entry -> {
              children.add(entry.getKeyNode());
              children.add(entry.getValueNode());
            });
    return children;
  }
}
