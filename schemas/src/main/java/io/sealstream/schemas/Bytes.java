package io.sealstream.schemas;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable run of bytes with value equality, so that records may hold bytes.
 *
 * <p>Safe for any thread. {@link #wrap} and {@link #unsafeArray} do not copy, for the hot path: who
 * calls them promises not to change the array afterwards.
 */
public final class Bytes implements Serializable, Comparable<Bytes> {
  private static final long serialVersionUID = 1L;
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes the array over without a copy: the caller must not change it any more. */
  public static Bytes wrap(byte[] bytes) {
    return new Bytes(bytes);
  }

  public static Bytes copyOf(byte[] bytes) {
    return new Bytes(bytes.clone());
  }

  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads hex digits of either case.
   *
   * @throws IllegalArgumentException unless the text is an even number of hex digits
   */
  public static Bytes fromHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  public int size() {
    return bytes.length;
  }

  public byte[] toArray() {
    return bytes.clone();
  }

  /** The array itself, not a copy: read only. */
  public byte[] unsafeArray() {
    return bytes;
  }

  public String toHex() {
    return HexFormat.of().formatHex(bytes);
  }

  public String toUtf8() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Unsigned lexicographic order. */
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The size only: payloads do not belong into logs. */
  @Override
  public String toString() {
    return "Bytes[" + bytes.length + "]";
  }
}
