package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.BatchFacts;
import io.sealstream.evidence.format.BatchHead;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.BatchReader;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.format.SealedRow;
import io.sealstream.evidence.merkle.MerkleTree;
import io.sealstream.evidence.records.RecordKind;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** L4 over one object: every row, the tree above them, and the head. */
final class BatchCheck {
  private final ObjectChecks checks;
  private final NamedHead named;
  private final BatchHead head;
  private final BatchIdentity batch;
  private final OffsetSets offsets;
  private final MerkleTree tree = new MerkleTree();
  private @Nullable SealedRow last;
  private final BatchFacts facts = new BatchFacts();

  BatchCheck(ObjectChecks checks, NamedHead named, OffsetSets offsets) {
    this.checks = checks;
    this.named = named;
    this.head = named.head();
    this.batch = named.identity();
    this.offsets = offsets;
  }

  long rows() {
    return tree.size();
  }

  long undecodable() {
    return facts.undecodable();
  }

  /** Reads the object to its end, whatever is wrong with it. */
  void run(BatchReader reader) throws IOException {
    boolean whole = rows(reader);
    Bytes sha256;
    try {
      sha256 = reader.sha256();
    } catch (EvidenceFormatException e) {
      checks.problems().add(head.objectKey(), e);
      return;
    }
    if (!sha256.equals(head.objectSha256())) {
      problem(VerdictCode.OBJECT_HASH, "its SHA-256 is not the one in the head");
    }
    if (whole) {
      compare();
    }
  }

  private boolean rows(BatchReader reader) throws IOException {
    try {
      String key = reader.open(batch);
      if (!key.equals(head.objectKey())) {
        problem(VerdictCode.PATH_BIND, "the object says that it lies at " + key);
      }
      for (Optional<SealedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        row(row.get());
      }
      return true;
    } catch (EvidenceFormatException e) {
      checks.problems().add(head.objectKey(), e);
      return false;
    }
  }

  private void row(SealedRow row) {
    SealableRecord record = row.record();
    String where = where(record);
    Bytes leaf = row.entry(batch).leaf();
    tree.add(leaf);
    if (!leaf.equals(row.leaf())) {
      checks
          .problems()
          .add(VerdictCode.PAYLOAD_HASH, where, "the record is not the one that was sealed");
    }
    tenant(record, where);
    order(row, leaf, where);
    checks.payloads().check(batch, record, where);
    if (record.event() != null && head.records() == RecordKind.EVENTS) {
      checks.emitters().saw(record.tenant(), record.event());
    }
    facts.add(record);
    last = row;
  }

  private void tenant(SealableRecord record, String where) {
    if (!record.tenant().equals(batch.tenant())) {
      checks
          .problems()
          .add(VerdictCode.TENANT_BIND, where, "a record of the tenant " + record.tenant());
    }
    if (record.event() == null && !batch.tenant().equals(TenantId.UNATTRIBUTED)) {
      checks
          .problems()
          .add(VerdictCode.TENANT_BIND, where, "a record that is no event belongs to no tenant");
    }
  }

  private void order(SealedRow row, Bytes leaf, String where) {
    long offset = row.record().received().offset();
    if (last != null) {
      long before = last.record().received().offset();
      if (offset < before) {
        checks.problems().add(VerdictCode.ORDER, where, "after offset " + before);
      }
      if (offset == before && !leaf.equals(last.leaf())) {
        checks.problems().add(VerdictCode.BROKER_REWRITE, where, "one offset with two contents");
      }
      if (row.record().received().leaderEpoch() < last.record().received().leaderEpoch()) {
        checks.problems().add(VerdictCode.BROKER_REWRITE, where, "an older leader epoch");
      }
    }
    if (!offsets.add(batch.topicPartition(), offset)) {
      checks.problems().add(VerdictCode.OFFSET_DUP, where, "the offset occurs twice");
    }
  }

  private String where(SealableRecord record) {
    String event = record.event() == null ? "" : " event " + record.event().id();
    return head.objectKey() + " offset " + record.received().offset() + event;
  }

  private void compare() {
    if (tree.size() < head.count()) {
      problem(
          VerdictCode.LEAF_MISSING,
          (head.count() - tree.size()) + " of " + head.count() + " records are missing");
    } else if (tree.size() > head.count()) {
      problem(VerdictCode.COUNT, tree.size() + " records, the head says " + head.count());
    }
    if (!tree.root().equals(head.batchRoot())) {
      problem(VerdictCode.HEAD_ROOT, "its records do not give the batch root in the head");
    } else if (!facts.agreesWith(head)) {
      problem(VerdictCode.COUNT, "offsets, undecodable, bytes or times are not those in the head");
    } else if (!facts.hasLeaderEpochsOf(head)) {
      problem(VerdictCode.BROKER_REWRITE, "its leader epochs are not those in the head");
    }
  }

  private void problem(VerdictCode code, String why) {
    checks.problems().add(code, named.head().objectKey(), why);
  }
}
