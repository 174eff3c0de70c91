package io.sealstream.evidence.store;

/** Storage classes by S3's names. What a store that has none does with one: nothing. */
public enum StorageClass {
  STANDARD(0, true),
  STANDARD_IA(30, true),
  ONEZONE_IA(30, true),
  INTELLIGENT_TIERING(0, true),
  GLACIER_IR(0, true),
  /** Cannot be read until it is restored. */
  GLACIER(0, false),
  /** Cannot be read until it is restored. */
  DEEP_ARCHIVE(0, false);

  private final int youngestDays;
  private final boolean readable;

  StorageClass(int youngestDays, boolean readable) {
    this.youngestDays = youngestDays;
    this.readable = readable;
  }

  /** Days after which S3 moves an object there by a lifecycle rule, at the earliest. */
  public int youngestDays() {
    return youngestDays;
  }

  /**
   * Whether an object of this class can be read at once. Publishing reads back what an answer that
   * was lost may have made: an object that is not readable is uploaded as {@link #STANDARD}, and
   * moved by the lifecycle rules.
   */
  public boolean readable() {
    return readable;
  }
}
