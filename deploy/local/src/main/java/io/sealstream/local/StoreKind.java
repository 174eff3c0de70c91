package io.sealstream.local;

/** Where the archive of the local stack lies. */
public enum StoreKind {
  /** Ceph RGW: enforces Object Lock. Needs Debian packages. */
  RGW,
  /** S3Mock: runs anywhere, deletes locked objects without a murmur. */
  S3MOCK,
  /** A plain folder: no server, no locks. */
  FILE;

  /** The strictest one that this machine has. */
  public static StoreKind best() {
    return RgwServer.isInstalled() ? RGW : S3MOCK;
  }

  /** The word for it in options, output and files. */
  public String word() {
    return Words.of(this);
  }

  /**
   * The kind for a word.
   *
   * @throws IllegalArgumentException names the words there are
   */
  public static StoreKind of(String word) {
    return Words.find(StoreKind.class, "store", word);
  }
}
