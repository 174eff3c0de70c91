package io.sealstream.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which rules feed which policies over several events, all by place. What an event hits is gathered
 * in it from call to call, since most events hit nothing. One thread.
 */
final class Memberships {
  private final List<List<Member>> byRule = new ArrayList<>();
  private final long[] hit;
  private final BitSet policies = new BitSet();

  /** A rule's part in a policy; the rule's place there as a bit. */
  private record Member(int policy, long rule) {}

  /** Gets a policy that was hit, by place, and those of its rules that were, as bits. */
  interface Reader {
    void read(int policy, long rules);
  }

  Memberships(int policies) {
    this.hit = new long[policies];
  }

  /** One rule more, which feeds nothing yet. */
  void addRule() {
    byRule.add(new ArrayList<>(1));
  }

  /** Says what a rule feeds. */
  void add(int rule, int policy, int place) {
    byRule.get(rule).add(new Member(policy, 1L << place));
  }

  /** What the rules that an event hits mean for policies, in the order of these. */
  void read(BitSet rules, Reader reader) {
    for (int i = rules.nextSetBit(0); i >= 0; i = rules.nextSetBit(i + 1)) {
      for (Member member : byRule.get(i)) {
        policies.set(member.policy());
        hit[member.policy()] |= member.rule();
      }
    }
    for (int i = policies.nextSetBit(0); i >= 0; i = policies.nextSetBit(i + 1)) {
      long hitRules = hit[i];
      hit[i] = 0;
      reader.read(i, hitRules);
    }
    policies.clear();
  }
}
