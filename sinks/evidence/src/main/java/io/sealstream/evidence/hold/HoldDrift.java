package io.sealstream.evidence.hold;

import io.sealstream.evidence.format.HoldRecord.HeldObject;
import io.sealstream.evidence.store.StoreInspection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A version that cases hold by their records and the store does not: switched off since by other
 * means, removed, or never switched on, as by a placement that was interrupted.
 *
 * @param cases that hold it, by name
 */
public record HoldDrift(HeldObject object, List<String> cases) {
  public HoldDrift {
    cases = List.copyOf(cases);
  }

  /**
   * Reads the switch of every version that an active case holds, once each; by key.
   *
   * @throws IOException when the store does not say
   */
  public static List<HoldDrift> find(Collection<HeldCase> cases, StoreInspection now)
      throws IOException {
    SortedMap<HeldObject, List<String>> recorded = new TreeMap<>(HoldScope.BY_KEY);
    cases.stream()
        .filter(HeldCase::active)
        .forEach(
            active ->
                active
                    .objects()
                    .forEach(
                        object ->
                            recorded
                                .computeIfAbsent(object, o -> new ArrayList<>())
                                .add(active.caseId())));
    List<HoldDrift> drifts = new ArrayList<>();
    for (Map.Entry<HeldObject, List<String>> entry : recorded.entrySet()) {
      if (!isHeld(entry.getKey(), now)) {
        drifts.add(new HoldDrift(entry.getKey(), entry.getValue()));
      }
    }
    return drifts;
  }

  /** Records are not signed: one may name what can be no object. */
  private static boolean isHeld(HeldObject object, StoreInspection now) throws IOException {
    try {
      return now.isHeld(object.key(), object.versionId());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** What is wrong, without the key. */
  public String why() {
    return "version %s is held by case %s, the store shows no hold"
        .formatted(object.versionId(), String.join(", ", cases));
  }
}
