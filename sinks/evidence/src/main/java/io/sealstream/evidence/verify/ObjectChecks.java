package io.sealstream.evidence.verify;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.evidence.format.BatchReader;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.store.EvidenceStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** L4 over an archive: the objects of one epoch after another. */
final class ObjectChecks {
  private final EvidenceStore store;
  private final BatchLimits limits;
  private final Problems problems;
  private final PayloadCheck payloads;
  private final EmitterCheck emitters = new EmitterCheck();
  private long records;
  private long undecodable;

  ObjectChecks(
      EvidenceStore store, BatchLimits limits, Problems problems, RetentionCheck retention) {
    this.store = store;
    this.limits = limits;
    this.problems = problems;
    this.payloads = new PayloadCheck(store, problems, retention);
  }

  Problems problems() {
    return problems;
  }

  PayloadCheck payloads() {
    return payloads;
  }

  EmitterCheck emitters() {
    return emitters;
  }

  long records() {
    return records;
  }

  long undecodable() {
    return undecodable;
  }

  void epoch(EpochSeal seal, HeadsFile heads) throws IOException {
    payloads.epoch(seal, heads);
    OffsetSets offsets = new OffsetSets(problems, seal);
    for (NamedHead named : heads.heads()) {
      object(named, offsets);
    }
    offsets.finish();
  }

  private void object(NamedHead named, OffsetSets offsets) throws IOException {
    payloads.batch(named.head());
    BatchCheck check = new BatchCheck(this, named, offsets);
    if (!ArchiveLayout.isBatchKey(
        named.head().objectKey(), named.identity(), named.head().from())) {
      // Not opened either: a forged head could name any path.
      problems.add(VerdictCode.PATH_BIND, named.head().objectKey(), "not where this batch may lie");
      return;
    }
    try (InputStream in = store.open(named.head().objectKey())) {
      check.run(new BatchReader(in, limits));
    } catch (FileNotFoundException e) {
      problems.add(
          VerdictCode.LEAF_MISSING,
          named.head().objectKey(),
          "the object with " + named.head().count() + " records is missing");
    }
    records += check.rows();
    undecodable += check.undecodable();
  }
}
