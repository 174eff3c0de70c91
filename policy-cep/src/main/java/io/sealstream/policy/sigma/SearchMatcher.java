package io.sealstream.policy.sigma;

import io.sealstream.policy.event.EventView;
import io.sealstream.policy.yaml.Problems;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * One Sigma search on its own, without a name and a condition: a map of fields or a list of them.
 * Immutable; what it asks of an event, the event remembers.
 */
public final class SearchMatcher {
  private final Search search;

  private SearchMatcher(Search search) {
    this.search = search;
  }

  /** Compiles a search. Nothing where an error was reported. */
  public static Optional<SearchMatcher> compile(Node node, Naming naming, Problems problems) {
    return new SearchCompiler(new FieldScope(naming, false), problems)
        .compile(node)
        .map(SearchMatcher::new);
  }

  /** Whether the event is what the search looks for. Task thread only. */
  public boolean matches(EventView event) {
    return search.matches(event);
  }
}
