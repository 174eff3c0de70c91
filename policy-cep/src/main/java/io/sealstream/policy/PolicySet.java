package io.sealstream.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.match.LogSourceIndex;
import io.sealstream.policy.match.LogSourceIndex.Relevant;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Policies that run together, indexed: an event meets those of its log source only, and of these
 * only the ones whose required literals it holds. One thread.
 */
final class PolicySet {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<CompiledPolicy> policies;
  private final int fields;
  private final LogSourceIndex index;

  /** What came of one event. */
  record Outcome(List<CompiledPolicy> matches, boolean isOriginalReadable) {
    private static final Outcome NOTHING = new Outcome(List.of(), true);
  }

  PolicySet(List<CompiledPolicy> policies) {
    this.policies = List.copyOf(policies);
    FieldTable table = policies.isEmpty() ? new FieldTable() : policies.get(0).fields();
    if (policies.stream().anyMatch(policy -> policy.fields() != table)) {
      throw new IllegalArgumentException("policies that run together are compiled by one call");
    }
    this.fields = table.size();
    this.index = new LogSourceIndex(policies.stream().map(CompiledPolicy::rule).toList());
  }

  /** The policies that the event matches, in the order in which they were compiled. */
  Outcome evaluate(AuditEvent event) {
    Relevant relevant = index.relevantTo(event.getLogSource());
    String original = event.getOriginal();
    if (original == null) {
      if (relevant.overOriginal().isEmpty() && relevant.overOwnFields().isEmpty()) {
        return Outcome.NOTHING;
      }
      EventView view = EventView.ofAvro(event, fields);
      return outcome(view, view, relevant, true);
    }
    EventView own = relevant.overOwnFields().isEmpty() ? null : EventView.ofAvro(event, fields);
    if (relevant.overOriginal().isEmpty()) {
      return own == null ? Outcome.NOTHING : outcome(null, own, relevant, true);
    }
    JsonNode root = parse(original);
    EventView vendor = root == null ? null : EventView.ofJson(root, fields);
    return outcome(vendor, own, relevant, root != null);
  }

  private Outcome outcome(
      @Nullable EventView vendor, @Nullable EventView own, Relevant relevant, boolean readable) {
    var hits = new BitSet();
    if (vendor != null) {
      relevant.overOriginal().match(vendor, hits);
    }
    if (own != null) {
      relevant.overOwnFields().match(own, hits);
    }
    if (hits.isEmpty() && readable) {
      return Outcome.NOTHING;
    }
    var matches = new ArrayList<CompiledPolicy>(hits.cardinality());
    hits.stream().forEach(ordinal -> matches.add(policies.get(ordinal)));
    return new Outcome(matches, readable);
  }

  private static @Nullable JsonNode parse(String original) {
    try {
      JsonNode root = JSON.readTree(original);
      return root.isObject() ? root : null;
    } catch (JsonProcessingException notJson) {
      return null;
    }
  }
}
