package io.sealstream.evidence.format;

import io.sealstream.schemas.Bytes;
import java.util.Arrays;

/** One salt for each commitment of an entry, so that opening one does not help to guess another. */
public record Salts(Bytes value, Bytes key, Bytes headers) {
  static final int TOTAL_BYTES = 3 * SaltSource.SALT_BYTES;

  static Salts from(SaltSource source) {
    return split(source.next(TOTAL_BYTES));
  }

  static Salts split(Bytes all) {
    return new Salts(slice(all, 0), slice(all, 1), slice(all, 2));
  }

  Bytes join() {
    byte[] all = new byte[TOTAL_BYTES];
    System.arraycopy(value.unsafeArray(), 0, all, 0, SaltSource.SALT_BYTES);
    System.arraycopy(key.unsafeArray(), 0, all, SaltSource.SALT_BYTES, SaltSource.SALT_BYTES);
    System.arraycopy(
        headers.unsafeArray(), 0, all, 2 * SaltSource.SALT_BYTES, SaltSource.SALT_BYTES);
    return Bytes.wrap(all);
  }

  private static Bytes slice(Bytes all, int index) {
    int from = index * SaltSource.SALT_BYTES;
    return Bytes.wrap(Arrays.copyOfRange(all.unsafeArray(), from, from + SaltSource.SALT_BYTES));
  }
}
