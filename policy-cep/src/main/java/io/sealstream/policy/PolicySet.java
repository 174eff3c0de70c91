package io.sealstream.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.match.LiteralIndex;
import io.sealstream.policy.match.LogSourceIndex;
import io.sealstream.policy.match.LogSourceIndex.Relevant;
import io.sealstream.policy.sigma.SigmaRule;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Policies that run together, indexed: an event meets those of its log source only, and of these
 * only the ones whose required literals it holds. A rule that feeds several correlations, or is a
 * policy besides, meets it once. One thread.
 */
final class PolicySet {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PolicyBook book;
  private final LogSourceIndex index;

  /** For each rule of the index what it feeds. The first rules are the policies themselves. */
  private final List<List<Membership>> memberships = new ArrayList<>();

  /** A rule's part in a correlation, both by place; the rule's as a bit. */
  private record Membership(int correlation, long rule) {}

  /**
   * What came of one event.
   *
   * @param matches the policies that it matches, in the order in which they were compiled
   * @param memberHits one for each correlation of which it hits a rule, in the same order
   */
  record Outcome(
      List<CompiledPolicy> matches, List<MemberHit> memberHits, boolean isOriginalReadable) {
    private static final Outcome NOTHING = new Outcome(List.of(), List.of(), true);
  }

  PolicySet(PolicyBook book) {
    this.book = book;
    this.index = new LogSourceIndex(rules());
  }

  private List<SigmaRule> rules() {
    var rules = new ArrayList<SigmaRule>();
    var places = new IdentityHashMap<SigmaRule, Integer>();
    for (CompiledPolicy policy : book.policies()) {
      var unused = placeOf(policy.rule(), rules, places);
    }
    for (int i = 0; i < book.correlations().size(); i++) {
      List<SigmaRule> members = book.correlations().get(i).rules();
      for (int bit = 0; bit < members.size(); bit++) {
        int place = placeOf(members.get(bit), rules, places);
        memberships.get(place).add(new Membership(i, 1L << bit));
      }
    }
    return rules;
  }

  private int placeOf(
      SigmaRule rule, List<SigmaRule> rules, IdentityHashMap<SigmaRule, Integer> places) {
    Integer known = places.putIfAbsent(rule, rules.size());
    if (known != null) {
      return known;
    }
    rules.add(rule);
    memberships.add(new ArrayList<>());
    return rules.size() - 1;
  }

  /** What the event matches and hits. */
  Outcome evaluate(AuditEvent event) {
    Relevant relevant = index.relevantTo(event.getLogSource());
    String original = event.getOriginal();
    if (original == null) {
      if (relevant.overOriginal().isEmpty() && relevant.overOwnFields().isEmpty()) {
        return Outcome.NOTHING;
      }
      EventView view = EventView.ofAvro(event, book.fields());
      return outcome(view, view, relevant, true);
    }
    EventView own =
        relevant.overOwnFields().isEmpty() ? null : EventView.ofAvro(event, book.fields());
    if (relevant.overOriginal().isEmpty()) {
      return own == null ? Outcome.NOTHING : outcome(null, own, relevant, true);
    }
    JsonNode root = parse(original);
    EventView vendor = root == null ? null : EventView.ofJson(root, book.fields());
    return outcome(vendor, own, relevant, root != null);
  }

  private Outcome outcome(
      @Nullable EventView vendor, @Nullable EventView own, Relevant relevant, boolean readable) {
    BitSet overVendor = hits(relevant.overOriginal(), vendor);
    BitSet overOwn = hits(relevant.overOwnFields(), own);
    if (overVendor.isEmpty() && overOwn.isEmpty()) {
      return readable ? Outcome.NOTHING : new Outcome(List.of(), List.of(), false);
    }
    var memberHits = new TreeMap<Integer, MemberHit>();
    collect(overVendor, vendor, memberHits);
    collect(overOwn, own, memberHits);
    overVendor.or(overOwn);
    return new Outcome(policiesAt(overVendor), List.copyOf(memberHits.values()), readable);
  }

  private static BitSet hits(LiteralIndex rules, @Nullable EventView event) {
    var hits = new BitSet();
    if (event != null) {
      rules.match(event, hits);
    }
    return hits;
  }

  private List<CompiledPolicy> policiesAt(BitSet hits) {
    return hits.stream()
        .filter(i -> i < book.policies().size())
        .mapToObj(book.policies()::get)
        .toList();
  }

  private void collect(BitSet hits, @Nullable EventView event, Map<Integer, MemberHit> into) {
    if (event == null) {
      return;
    }
    var rules = new TreeMap<Integer, Long>();
    hits.stream()
        .mapToObj(memberships::get)
        .flatMap(List::stream)
        .forEach(m -> rules.merge(m.correlation(), m.rule(), (one, other) -> one | other));
    rules.forEach(
        (place, bits) -> {
          CompiledCorrelation correlation = book.correlations().get(place);
          var hit = new MemberHit(correlation, bits, correlation.values(event));
          into.merge(place, hit, MemberHit::and);
        });
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
