package io.sealstream.evidence.store;

import java.io.Serializable;

/**
 * Where a store puts an upload, said when it is opened. A store without classes and tags ignores
 * it.
 *
 * @param tag value of the object tag {@value #TAG}, by which lifecycle rules select objects; empty
 *     for none
 */
public record Placement(StorageClass storageClass, String tag) implements Serializable {
  public static final String TAG = "sealstream-retention";
  public static final Placement DEFAULT = new Placement(StorageClass.STANDARD, "");
}
