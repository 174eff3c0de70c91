package io.sealstream.evidence.verify;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.BatchWriter;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.format.UnsequencedHead;
import io.sealstream.evidence.store.InMemoryEvidenceStore;
import io.sealstream.schemas.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Writes batch objects of a sample archive, and the schemas of their records. */
record SampleBatches(InMemoryEvidenceStore store, SaltSource salts) {

  UnsequencedHead write(
      long epoch, Instant opened, BatchIdentity identity, List<SealableRecord> records)
      throws IOException {
    String key =
        ArchiveLayout.batch(identity, opened, records.get(0).received().offset(), "run1-" + epoch);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BatchWriter writer = new BatchWriter(out, identity, key, salts);
    for (SealableRecord record : records) {
      writer.add(record);
    }
    UnsequencedHead head = writer.finish();
    store.tamper(key, Bytes.wrap(out.toByteArray()));
    head.schemas()
        .forEach(
            schema ->
                store.tamper(ArchiveLayout.schema(schema.sha256()), Bytes.utf8(schema.text())));
    return head;
  }
}
