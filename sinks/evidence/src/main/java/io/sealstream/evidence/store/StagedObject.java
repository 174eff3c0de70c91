package io.sealstream.evidence.store;

import io.sealstream.schemas.Bytes;
import java.io.Serializable;
import java.util.List;

/**
 * An upload whose bytes are all in the store, but which nobody can see yet. It lives in Flink's
 * checkpoint until it is completed.
 *
 * @param uploadId the store's own name for the upload
 * @param partTags what the store answered for each part, in order
 * @param retentionTag value of the object tag {@link Placement#TAG}; empty for none
 */
public record StagedObject(
    String key,
    String uploadId,
    List<String> partTags,
    long size,
    Bytes sha256,
    String retentionTag)
    implements Serializable {
  public StagedObject {
    partTags = List.copyOf(partTags);
  }
}
