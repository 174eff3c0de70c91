package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.UnsequencedHead;
import io.sealstream.evidence.store.StagedObject;

/** A finished batch whose bytes wait in the store, invisible. */
public record StagedBatch(UnsequencedHead head, StagedObject object) {
  public StagedBatch {
    if (!head.objectKey().equals(object.key())) {
      throw new IllegalArgumentException(
          "head of " + head.objectKey() + " with object " + object.key());
    }
  }
}
