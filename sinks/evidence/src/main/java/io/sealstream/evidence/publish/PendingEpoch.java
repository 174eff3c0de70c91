package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.format.SealedSchema;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.StagedObject;
import io.sealstream.schemas.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * An epoch that is cut but not published. It lies in the checkpoint until the archive has it, and
 * holds every byte that publication needs, so that repeating it gives the same archive.
 *
 * @param checkpointId the checkpoint whose barrier cut it
 * @param seal the seal's bytes
 * @param heads the heads file's bytes
 * @param objects the batches' staged uploads
 * @param schemas with their texts
 * @param retention the text of the table that the seal names
 * @param lock asked for all but the batches, whose locks are in their heads
 * @param oldestAppendsMillis when the broker appended the oldest record of each cut of a partition;
 *     nothing for a cut whose records bear no time of the broker
 */
public record PendingEpoch(
    long epoch,
    long checkpointId,
    Bytes seal,
    Bytes heads,
    List<StagedObject> objects,
    List<SealedSchema> schemas,
    Bytes retention,
    LockRequest lock,
    List<Long> oldestAppendsMillis) {
  public PendingEpoch {
    oldestAppendsMillis = List.copyOf(oldestAppendsMillis);
    objects = List.copyOf(objects);
    schemas = List.copyOf(schemas);
  }

  /** By the batches' keys, the locks that their heads say. */
  Map<String, LockRequest> locks() {
    Map<String, LockRequest> locks = new HashMap<>();
    HeadsFile.parse(heads).heads().stream()
        .map(NamedHead::head)
        .forEach(head -> locks.put(head.objectKey(), head.lock()));
    return locks;
  }

  EpochSeal parsedSeal() {
    return EpochSeal.parse(seal);
  }

  SortedMap<PartitionId, Long> ends() {
    return ArchiveHead.ends(parsedSeal());
  }

  /** For logs. */
  @Override
  public String toString() {
    return "epoch " + epoch + " of checkpoint " + checkpointId;
  }
}
