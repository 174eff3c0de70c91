package io.sealstream.policy;

import io.sealstream.policy.envelope.PolicyException;
import io.sealstream.policy.envelope.Terms;
import io.sealstream.policy.envelope.Terms.Judgement;
import io.sealstream.policy.envelope.Terms.Ruling;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.match.LiteralIndex;
import io.sealstream.policy.match.LogSourceIndex;
import io.sealstream.policy.match.LogSourceIndex.Relevant;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sigma.SigmaRule;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Policies that run together, indexed: an event meets those of its log source only, and of these
 * only the ones whose required literals it holds. A rule that feeds several correlations, or is a
 * policy besides, meets it once. One thread.
 */
final class PolicySet {
  /** No policies. */
  static final PolicySet NONE = new PolicySet(PolicyBook.together(List.of(), 0));

  private final PolicyBook book;
  private final List<HitPolicy> hitPolicies;
  private final Map<HitPolicy, Carry> carried;
  private final LogSourceIndex index;

  /** What the rules of the index feed. The first rules are the policies themselves. */
  private final Memberships memberships;

  /** What the event at hand hits; kept, since most events hit nothing. */
  private final BitSet vendorHits = new BitSet();

  private final BitSet ownHits = new BitSet();

  /**
   * What a policy over single events found.
   *
   * @param judgement anything but NOT_JUDGED
   * @param view as which the policy saw the event
   */
  record Finding(CompiledPolicy policy, Judgement judgement, EventView view) {
    Ruling ruling() {
      return judgement.ruling();
    }
  }

  /**
   * That an exception keeps the event out of a policy over several events.
   *
   * @param member what it would have taken part as
   */
  record Excepted(MemberHit member, PolicyException exception) {
    HitPolicy policy() {
      return member.policy();
    }
  }

  /**
   * What came of one event, each list in the order in which the policies were compiled.
   *
   * @param memberHits one for each correlation of which it hits a rule
   */
  record Outcome(
      List<Finding> findings,
      List<Excepted> excepted,
      List<MemberHit> memberHits,
      boolean isOriginalReadable) {
    private static final Outcome NOTHING = new Outcome(List.of(), List.of(), List.of(), true);

    private static Outcome empty(boolean readable) {
      return new Outcome(new ArrayList<>(0), new ArrayList<>(0), new ArrayList<>(0), readable);
    }

    /** Whether there is nothing to do about it. */
    boolean isNothing() {
      return findings.isEmpty() && excepted.isEmpty() && memberHits.isEmpty();
    }

    /** Whether an exception keeps the event out of the policy, as far as it keeps events out. */
    boolean isExcepted(HitPolicy policy) {
      return !excepted.isEmpty() // mostly there is none
          && excepted.stream().anyMatch(each -> each.policy().equals(policy));
    }

    /** The policies of which it is a violation. */
    List<CompiledPolicy> matches() {
      return ruled(Ruling.VIOLATION).toList();
    }

    /** What would be one without an exception, and what an exception keeps the event out of. */
    List<PolicyIdentity> suppressed() {
      return Stream.concat(
              ruled(Ruling.SUPPRESSED).map(CompiledPolicy::identity),
              excepted.stream().map(each -> each.policy().identity()))
          .toList();
    }

    /** What would be one if the policy enforced. */
    List<PolicyIdentity> shadow() {
      return ruled(Ruling.SHADOW).map(CompiledPolicy::identity).toList();
    }

    private Stream<CompiledPolicy> ruled(Ruling ruling) {
      return findings.stream().filter(each -> each.ruling() == ruling).map(Finding::policy);
    }
  }

  /** An event as rules may look at it: null where no rule does, or none can. */
  private record Views(AuditEvent event, @Nullable EventView vendor, @Nullable EventView own) {}

  PolicySet(PolicyBook book) {
    this(book, Map.of());
  }

  /**
   * Indexes policies.
   *
   * @param carried those of them whose version has ended
   */
  PolicySet(PolicyBook book, Map<HitPolicy, Carry> carried) {
    this.carried = Map.copyOf(carried);
    this.book = book.enabled();
    this.hitPolicies = this.book.hitPolicies();
    this.memberships = new Memberships(hitPolicies.size());
    this.index = new LogSourceIndex(rules());
  }

  private List<SigmaRule> rules() {
    var rules = new ArrayList<SigmaRule>();
    var places = new IdentityHashMap<SigmaRule, Integer>();
    for (CompiledPolicy policy : book.policies()) {
      var unused = placeOf(policy.rule(), rules, places);
    }
    for (int i = 0; i < hitPolicies.size(); i++) {
      List<SigmaRule> members = hitPolicies.get(i).rules();
      for (int bit = 0; bit < members.size(); bit++) {
        int place = placeOf(members.get(bit), rules, places);
        memberships.add(place, i, bit);
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
    memberships.addRule();
    return rules.size() - 1;
  }

  /** What the policies find in the event, and what of it correlations need. */
  Outcome evaluate(AuditEvent event) {
    Relevant relevant = index.relevantTo(event.getLogSource());
    String original = event.getOriginal();
    if (original == null) {
      if (relevant.overOriginal().isEmpty() && relevant.overOwnFields().isEmpty()) {
        return Outcome.NOTHING;
      }
      EventView view = EventView.ofAvro(event, book.fields());
      return outcome(new Views(event, view, view), relevant, true);
    }
    EventView own =
        relevant.overOwnFields().isEmpty() ? null : EventView.ofAvro(event, book.fields());
    if (relevant.overOriginal().isEmpty()) {
      return own == null ? Outcome.NOTHING : outcome(new Views(event, null, own), relevant, true);
    }
    EventView vendor = EventViews.ofVendor(original, book.fields());
    return outcome(new Views(event, vendor, own), relevant, vendor != null);
  }

  /** What is indexed. */
  PolicyBook book() {
    return book;
  }

  /** Those that look at events of that tenant and log source. */
  List<PolicyIdentity> looking(String tenant, LogSource source) {
    var looking = new ArrayList<PolicyIdentity>();
    for (CompiledPolicy policy : book.policies()) {
      if (policy.terms().tenants().include(tenant) && policy.logSource().matches(source)) {
        looking.add(policy.identity());
      }
    }
    for (HitPolicy policy : hitPolicies) {
      if (policy.terms().tenants().include(tenant)
          && policy.rules().stream().anyMatch(rule -> rule.logSource().matches(source))) {
        looking.add(policy.identity());
      }
    }
    return looking;
  }

  private Outcome outcome(Views views, Relevant relevant, boolean readable) {
    BitSet overVendor = hits(relevant.overOriginal(), views.vendor(), vendorHits);
    BitSet overOwn = hits(relevant.overOwnFields(), views.own(), ownHits);
    if (overVendor.isEmpty() && overOwn.isEmpty()) {
      return readable ? Outcome.NOTHING : Outcome.empty(false);
    }
    Outcome outcome = Outcome.empty(readable);
    var all = (BitSet) overVendor.clone();
    all.or(overOwn);
    List<CompiledPolicy> policies = book.policies();
    for (int i = all.nextSetBit(0); i >= 0 && i < policies.size(); i = all.nextSetBit(i + 1)) {
      rule(policies.get(i), views, overVendor.get(i), outcome);
    }
    correlations(views, overVendor, overOwn, outcome);
    return outcome;
  }

  private static void rule(CompiledPolicy policy, Views views, boolean ofVendor, Outcome outcome) {
    AuditEvent event = views.event();
    EventView view = Objects.requireNonNull(ofVendor ? views.vendor() : views.own());
    Judgement judgement =
        policy.terms().judge(policy.id(), event.getTenantId(), event.getTime(), Map.of(), view);
    if (judgement.ruling() != Ruling.NOT_JUDGED) {
      outcome.findings().add(new Finding(policy, judgement, view));
    }
  }

  private void correlations(Views views, BitSet overVendor, BitSet overOwn, Outcome outcome) {
    var hits = new TreeMap<Integer, MemberHit>();
    var excepted = new TreeMap<Integer, PolicyException>();
    collect(overVendor, views.event(), views.vendor(), hits, excepted);
    collect(overOwn, views.event(), views.own(), hits, excepted);
    // An exception holds for the event, whichever view of it matches.
    excepted.forEach(
        (place, exception) -> {
          MemberHit member = hits.get(place);
          // Of a version that has ended, its successor tells.
          if (member != null && !carried.containsKey(member.policy())) {
            outcome.excepted().add(new Excepted(member, exception));
          }
          hits.computeIfPresent(place, (p, hit) -> hit.excepted());
        });
    outcome.memberHits().addAll(hits.values());
  }

  private static BitSet hits(LiteralIndex rules, @Nullable EventView event, BitSet hits) {
    hits.clear();
    if (event != null) {
      rules.match(event, hits);
    }
    return hits;
  }

  private void collect(
      BitSet ofView,
      AuditEvent event,
      @Nullable EventView view,
      Map<Integer, MemberHit> hits,
      Map<Integer, PolicyException> excepted) {
    if (view == null) {
      return;
    }
    memberships.read(
        ofView,
        (place, bits) -> {
          HitPolicy policy = hitPolicies.get(place);
          Terms terms = policy.terms();
          if (!terms.govern(event.getTenantId(), event.getTime())) {
            return;
          }
          terms
              .exceptions()
              .suppressing(view, event.getTime())
              .ifPresent(exception -> excepted.put(place, exception));
          long counting = counting(policy, bits);
          if (counting != 0) {
            hits.merge(place, new MemberHit(policy, counting, policy.values(view)), MemberHit::and);
          }
        });
  }

  private long counting(HitPolicy policy, long rules) {
    Carry carry = carried.isEmpty() ? null : carried.get(policy);
    if (carry == null) {
      return rules;
    }
    long counting = carry == Carry.SPARING ? policy.excepted(rules) : rules;
    return counting == 0 ? 0 : counting | Hit.CARRIED;
  }
}
