package io.sealstream.sinks.evidence;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.BatchWriter;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.format.UnsequencedHead;
import io.sealstream.evidence.publish.StagedBatch;
import io.sealstream.evidence.store.StagingStream;
import java.io.Closeable;
import java.io.IOException;

/** A batch that is being written, and the upload it goes to. */
final class OpenBatch implements Closeable {
  private final StagingStream upload;
  private final BatchWriter writer;

  private OpenBatch(StagingStream upload, BatchWriter writer) {
    this.upload = upload;
    this.writer = writer;
  }

  /** Takes the upload over, also when this fails. */
  static OpenBatch open(StagingStream upload, BatchIdentity identity, String key, SaltSource salts)
      throws IOException {
    try {
      return new OpenBatch(upload, new BatchWriter(upload, identity, key, salts));
    } catch (IOException e) {
      upload.close();
      throw e;
    }
  }

  void add(SealableRecord record) throws IOException {
    writer.add(record);
  }

  boolean isFull(EvidenceSinkConfig.Bounds bounds) {
    return writer.count() >= bounds.batchRecords() || writer.payloadBytes() >= bounds.batchBytes();
  }

  /** Its bytes are durable in the store, though invisible, when this returns. */
  StagedBatch finish() throws IOException {
    UnsequencedHead head = writer.finish();
    return new StagedBatch(head, upload.finish());
  }

  /** Abandons the upload unless it was finished. */
  @Override
  public void close() throws IOException {
    upload.close();
  }
}
