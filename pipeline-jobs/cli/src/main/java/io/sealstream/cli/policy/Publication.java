package io.sealstream.cli.policy;

import io.sealstream.policy.publish.PolicyLedger;
import io.sealstream.policy.publish.PolicyRecord;
import io.sealstream.policy.publish.PolicyVerdict;
import io.sealstream.policy.publish.PolicyVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to become of drafts: the job's own ledger says it before anything is sent, and once more
 * after it was.
 *
 * @param accepted to be sent, in this order
 * @param repeated admitted before: there is nothing to send
 */
record Publication(
    List<PolicyDraft> accepted, List<PolicyVersion> repeated, List<Refusal> refusals) {

  /** So that a version is everywhere before it counts. */
  static final Duration AHEAD = Duration.ofSeconds(60);

  /**
   * A draft that the job would refuse.
   *
   * @param place the file
   */
  record Refusal(String place, String why) {}

  /** Judges drafts as the next records of a topic. */
  static Publication of(
      PolicyLedger ledger, List<PolicyRecord> history, List<PolicyDraft> drafts, Instant now) {
    history.forEach(ledger::admit);
    long offset = history.isEmpty() ? 0 : history.get(history.size() - 1).offset() + 1;
    var publication = new Publication(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (PolicyDraft draft : drafts) {
      var record =
          new PolicyRecord(
              offset++, now.toEpochMilli(), draft.statement().key(), draft.signed().toJson());
      publication.take(draft, ledger.admit(record), now);
    }
    return publication;
  }

  private void take(PolicyDraft draft, PolicyVerdict verdict, Instant now) {
    if (verdict instanceof PolicyVerdict.Repeated same) {
      repeated.add(same.version());
    } else if (verdict instanceof PolicyVerdict.Refused refused) {
      refusals.add(new Refusal(draft.place(), refused.why()));
    } else if (draft.statement().effectiveFrom().isBefore(now.plus(AHEAD))) {
      refusals.add(
          new Refusal(
              draft.place(),
              "effectiveFrom %s is not %d s ahead of now, %s: choose a later time"
                  .formatted(draft.statement().effectiveFrom(), AHEAD.toSeconds(), now)));
    } else {
      accepted.add(draft);
    }
  }

  /**
   * What the topic came to with them: somebody else may have published at the same time.
   *
   * @return the versions admitted; what is missing was refused
   */
  static Publication after(
      PolicyLedger ledger, List<PolicyRecord> history, List<PolicyDraft> sent) {
    Map<String, PolicyVerdict> byValue = new HashMap<>();
    for (PolicyRecord record : history) {
      PolicyVerdict verdict = ledger.admit(record);
      String value = record.value();
      if (value != null) {
        byValue.put(value, verdict);
      }
    }
    var publication = new Publication(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (PolicyDraft draft : sent) {
      PolicyVerdict verdict = byValue.get(draft.signed().toJson());
      if (verdict instanceof PolicyVerdict.Admitted admitted) {
        publication.repeated.add(admitted.version());
      } else if (verdict instanceof PolicyVerdict.Repeated same) {
        publication.repeated.add(same.version());
      } else {
        String why =
            verdict instanceof PolicyVerdict.Refused refused ? refused.why() : "it did not arrive";
        publication.refusals.add(new Refusal(draft.place(), "sent, and refused: " + why));
      }
    }
    return publication;
  }
}
