package io.sealstream.evidence.format;

import io.sealstream.schemas.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Avro's binary encoding over one block in memory. Unlike Avro's own decoder it never allocates
 * more than the block has left, whatever a length says.
 */
final class AvroInput {
  private final byte[] block;
  private int at;

  AvroInput(byte[] block) {
    this.block = block;
  }

  boolean isEnd() {
    return at == block.length;
  }

  long readLong() throws IOException {
    long raw = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at == block.length) {
        throw new EOFException("the block ends within a number");
      }
      byte next = block[at++];
      raw |= (long) (next & 0x7f) << Math.min(shift, 63);
      if (next >= 0) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw new IOException("a number of more than ten bytes");
  }

  int readInt() throws IOException {
    long value = readLong();
    if (value != (int) value) {
      throw new IOException("not a 32-bit number");
    }
    return (int) value;
  }

  Bytes readBytes() throws IOException {
    return readFixed(readLong());
  }

  String readString() throws IOException {
    return readBytes().toUtf8();
  }

  Bytes readFixed(long size) throws IOException {
    if (size < 0 || size > block.length - at) {
      throw new EOFException("the block ends within " + size + " bytes");
    }
    int from = at;
    at += (int) size;
    return Bytes.wrap(Arrays.copyOfRange(block, from, at));
  }
}
