package io.sealstream.schemas.codec;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroTypeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Avro binary from an array, for input that nobody vouches for.
 *
 * <p>Avro's own {@code BinaryDecoder} believes the lengths it reads. This one allocates nothing
 * that the remaining bytes do not cover, spends at most one step per input byte (plus {@value
 * #FREE_ITEMS}) on array and map items, so that a declared count of 2^60 empty items neither fills
 * the heap nor spins, and refuses text that is not UTF-8: Avro would replace it, and two different
 * ids would become the same.
 *
 * <p>Reused from record to record; not safe for several threads.
 */
final class BoundedDecoder extends Decoder {
  /** Items that may take no bytes at all, such as nulls, per value. */
  private static final int FREE_ITEMS = 1024;

  private static final int MAX_VARINT_BYTES = 10;
  private static final char REPLACEMENT = '\uFFFD';

  private byte[] bytes = new byte[0];
  private int at;
  private long itemsLeft;

  BoundedDecoder over(byte[] value, int from) {
    bytes = value;
    at = from;
    itemsLeft = (long) value.length - from + FREE_ITEMS;
    return this;
  }

  boolean isEnd() {
    return at == bytes.length;
  }

  @Override
  public int remainingBytes() {
    return bytes.length - at;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws IOException {
    return switch (next()) {
      case 0 -> false;
      case 1 -> true;
      default -> throw new AvroTypeException("a boolean is neither 0 nor 1");
    };
  }

  @Override
  public int readInt() throws IOException {
    long value = readLong();
    if (value != (int) value) {
      throw new AvroTypeException("an int has more than 32 bits");
    }
    return (int) value;
  }

  @Override
  public long readLong() throws IOException {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      byte b = next();
      value |= (b & 0x7FL) << (7 * i);
      if (b >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new AvroTypeException("a number is longer than " + MAX_VARINT_BYTES + " bytes");
  }

  @Override
  public float readFloat() throws IOException {
    return ByteBuffer.wrap(bytes, take(Float.BYTES), Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .getFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return ByteBuffer.wrap(bytes, take(Double.BYTES), Double.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .getDouble();
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    return new Utf8(readString());
  }

  @Override
  public String readString() throws IOException {
    int length = readLength();
    int from = take(length);
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      requireUtf8(from, length);
    }
    return text;
  }

  private void requireUtf8(int from, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
    } catch (CharacterCodingException e) {
      throw new AvroTypeException("a string is not UTF-8", e);
    }
  }

  @Override
  public void skipString() throws IOException {
    take(readLength());
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    int length = readLength();
    return ByteBuffer.allocate(length).put(bytes, take(length), length).flip();
  }

  @Override
  public void skipBytes() throws IOException {
    take(readLength());
  }

  @Override
  public void readFixed(byte[] target, int start, int length) throws IOException {
    System.arraycopy(bytes, take(length), target, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    take(length);
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return blockCount();
  }

  @Override
  public long arrayNext() throws IOException {
    return blockCount();
  }

  @Override
  public long skipArray() throws IOException {
    return skipBlocks();
  }

  @Override
  public long readMapStart() throws IOException {
    return blockCount();
  }

  @Override
  public long mapNext() throws IOException {
    return blockCount();
  }

  @Override
  public long skipMap() throws IOException {
    return skipBlocks();
  }

  private long blockCount() throws IOException {
    long count = readLong();
    if (count < 0) {
      readLong(); // the block's size in bytes, which only a skipping reader wants
      count = -count;
    }
    if (count < 0 || count > itemsLeft) {
      throw new AvroTypeException("an array or map has more items than the value has bytes");
    }
    itemsLeft -= count;
    return count;
  }

  /** Jumps over blocks that state their size; gives the items of the first that does not, or 0. */
  private long skipBlocks() throws IOException {
    long count = readLong();
    while (count < 0) {
      take(readLength());
      count = readLong();
    }
    if (count > itemsLeft) {
      throw new AvroTypeException("an array or map has more items than the value has bytes");
    }
    itemsLeft -= count;
    return count;
  }

  private int readLength() throws IOException {
    long length = readLong();
    if (length < 0 || length > remainingBytes()) {
      throw new EOFException("a declared length runs past the end of the value");
    }
    return (int) length;
  }

  private int take(int length) throws IOException {
    if (length < 0 || length > remainingBytes()) {
      throw new EOFException("the value ends too early");
    }
    int from = at;
    at += length;
    return from;
  }

  private byte next() throws IOException {
    if (at == bytes.length) {
      throw new EOFException("the value ends too early");
    }
    return bytes[at++];
  }
}
