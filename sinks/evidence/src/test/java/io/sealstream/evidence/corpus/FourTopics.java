package io.sealstream.evidence.corpus;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.verify.OwnRecords;
import io.sealstream.evidence.verify.SampleArchive.Edits;
import io.sealstream.evidence.verify.SampleRecords;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.RejectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Epochs 3 and 4 of the sample, with violations, decisions and policies beside the events. */
class FourTopics implements Edits {
  @Override
  public List<SealableRecord> truth(long epoch, List<SealableRecord> records) {
    List<SealableRecord> all = new ArrayList<>(records);
    if (epoch == 3) {
      // Offset 2 ends a transaction.
      all.addAll(List.of(violation("acme", 0), violation("globex", 1), violation("acme", 3)));
      all.addAll(List.of(OwnRecords.policy(0, 1), OwnRecords.decision(0)));
    } else if (epoch == 4) {
      Bytes text = Bytes.utf8("{}");
      all.add(OwnRecords.policy(2, 2));
      all.add(OwnRecords.rejected(OwnRecords.POLICIES, 3, RejectReason.MALFORMED, text));
      all.add(OwnRecords.policy(4, 3));
      all.add(
          OwnRecords.rejected(OwnRecords.VIOLATIONS, 5, RejectReason.INCOMPATIBLE_SCHEMA, event()));
    }
    return all;
  }

  private static SealableRecord violation(String tenant, long offset) {
    return OwnRecords.violation(tenant, offset);
  }

  private static Bytes event() {
    return Objects.requireNonNull(SampleRecords.event("acme", 0, 20).received().value());
  }
}
