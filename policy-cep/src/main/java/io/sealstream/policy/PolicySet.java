package io.sealstream.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Policies that run together, indexed: an event meets those of its log source only, and of these
 * only the ones whose required literals it holds. An index entry is made for a log source when its
 * first event comes. One thread.
 */
final class PolicySet {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A producer that invents log sources must not grow the job's memory without bound. */
  private static final int MAX_LOG_SOURCES = 10_000;

  private final List<CompiledPolicy> policies;
  private final int fields;
  private final Map<LogSource, Relevant> byLogSource = new HashMap<>();

  /** The policies of one log source, by what they read. */
  private record Relevant(LiteralIndex overOriginal, LiteralIndex overOwnFields) {}

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
  }

  /** The policies that the event matches, in the order in which they were compiled. */
  Outcome evaluate(AuditEvent event) {
    Relevant relevant = relevant(event.getLogSource());
    String original = event.getOriginal();
    if (original == null) {
      if (relevant.overOriginal().isEmpty() && relevant.overOwnFields().isEmpty()) {
        return Outcome.NOTHING;
      }
      var view = new EventView.OfAvro(event, fields);
      return outcome(view, view, relevant, true);
    }
    EventView own = relevant.overOwnFields().isEmpty() ? null : new EventView.OfAvro(event, fields);
    if (relevant.overOriginal().isEmpty()) {
      return own == null ? Outcome.NOTHING : outcome(null, own, relevant, true);
    }
    JsonNode root = parse(original);
    EventView vendor = root == null ? null : new EventView.OfJson(root, fields);
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

  private Relevant relevant(LogSource source) {
    Relevant known = byLogSource.get(source);
    if (known != null) {
      return known;
    }
    var overOriginal = new BitSet();
    var overOwnFields = new BitSet();
    for (int i = 0; i < policies.size(); i++) {
      RuleLogSource wanted = policies.get(i).logSource();
      if (wanted.matches(source)) {
        (wanted.product() == null ? overOwnFields : overOriginal).set(i);
      }
    }
    var relevant =
        new Relevant(
            new LiteralIndex(policies, overOriginal), new LiteralIndex(policies, overOwnFields));
    if (byLogSource.size() < MAX_LOG_SOURCES) {
      byLogSource.put(source, relevant);
    }
    return relevant;
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
