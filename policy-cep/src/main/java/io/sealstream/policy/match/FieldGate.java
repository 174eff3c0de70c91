package io.sealstream.policy.match;

import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.event.FieldValue;
import io.sealstream.policy.sigma.FieldTest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules that wait for a value of one field. Values repeat from event to event, so what came of
 * the last ones is remembered, in a number of slots that never grows. One thread.
 */
final class FieldGate {
  private static final int SLOTS = 1 << 12;

  /** A longer text is not worth keeping: it seldom comes again. */
  private static final int MAX_REMEMBERED_LENGTH = 256;

  private final FieldPath path;
  private final Map<String, int[]> byText = new HashMap<>();
  private final GramIndex byPart = new GramIndex();
  private final List<Waiting> byTest = new ArrayList<>();

  /** Places in {@link #byTest} of what no part of a text tells. */
  private int[] alwaysTested = Places.NONE;

  /** Places in {@link #byTest} of what a value may let through; kept, since most are none. */
  private final BitSet candidates = new BitSet();

  private final @Nullable String[] texts = new @Nullable String[SLOTS];
  private final int[][] opened = new int[SLOTS][];

  /** A rule that waits for what a test accepts. */
  private record Waiting(FieldTest test, int rule) {}

  FieldGate(FieldPath path) {
    this.path = path;
  }

  FieldPath path() {
    return path;
  }

  void add(FieldTest test, int rule) {
    if (test.equalText().isPresent()) {
      byText.merge(test.equalText().get(), new int[] {rule}, Places::joined);
      return;
    }
    int place = byTest.size();
    byTest.add(new Waiting(test, rule));
    String part = test.containedText().orElse("");
    if (part.length() >= GramIndex.LENGTH) {
      byPart.add(part, place);
    } else {
      alwaysTested = Places.joined(alwaysTested, new int[] {place});
    }
  }

  /** The rules that a value, which is not null, lets through. Not to be changed by the caller. */
  int[] opened(FieldValue value) {
    String text = value.text();
    // A number is more than its text: 1.0 is also 1.
    if (value.isNumber() || text.length() > MAX_REMEMBERED_LENGTH) {
      return find(value);
    }
    int hash = text.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    if (text.equals(texts[slot])) {
      return opened[slot];
    }
    int[] rules = find(value);
    texts[slot] = text;
    opened[slot] = rules;
    return rules;
  }

  private int[] find(FieldValue value) {
    int[] equal = byText.getOrDefault(value.folded(), Places.NONE);
    if (byTest.isEmpty()) {
      return equal;
    }
    candidates.clear();
    byPart.candidates(value.folded(), candidates::set);
    for (int place : alwaysTested) {
      candidates.set(place);
    }
    int[] found = equal;
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      Waiting waiting = byTest.get(i);
      if (waiting.test().accepts(value)) {
        found = Places.joined(found, new int[] {waiting.rule()});
      }
    }
    return found;
  }
}
