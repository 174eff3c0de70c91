package io.sealstream.evidence.format;

import com.github.luben.zstd.ZstdInputStream;
import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.schemas.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an untrusted batch object row by row. Holds one block at a time, and refuses with LIMIT
 * what would take more. One thread only; the caller closes the stream.
 */
public final class BatchReader {
  private static final byte[] MAGIC = {'O', 'b', 'j', 1};
  private static final int SYNC_BYTES = 16;
  private static final int MAX_META_BYTES = 1 << 20;
  private static final String CODEC = "zstandard";

  private final BoundedObjectStream in;
  private final BatchLimits limits;
  private @Nullable BatchIdentity batch;
  private byte[] sync = new byte[0];
  private String objectKey = "";
  private AvroInput block = new AvroInput(new byte[0]);
  private long rowsLeft;
  private long lastOffset = -1;

  public BatchReader(InputStream in, BatchLimits limits) {
    this.in = new BoundedObjectStream(in, limits.maxObjectBytes());
    this.limits = limits;
  }

  /**
   * Reads the object's beginning, and gives the key under which the object says that it lies.
   *
   * @throws EvidenceFormatException with OBJECT_HASH or LIMIT: not a batch object
   */
  public String open(BatchIdentity identity) throws IOException {
    this.batch = identity;
    return guarded(
        () -> {
          if (!Arrays.equals(in.readExactly(MAGIC.length), MAGIC)) {
            throw new IOException("not an Avro object container file");
          }
          Map<String, Bytes> meta = readMeta();
          sync = in.readExactly(SYNC_BYTES);
          require(meta, "avro.codec", CODEC);
          require(meta, "avro.schema", RowCodec.SCHEMA.toString());
          require(meta, BatchWriter.META_FORMAT, BatchWriter.FORMAT);
          objectKey = meta.getOrDefault(BatchWriter.META_KEY, Bytes.EMPTY).toUtf8();
          return objectKey;
        });
  }

  private Map<String, Bytes> readMeta() throws IOException {
    Map<String, Bytes> meta = new HashMap<>();
    int left = MAX_META_BYTES;
    for (long n = in.readLong(); n != 0; n = in.readLong()) {
      if (n < 0) {
        in.readLong();
      }
      for (long i = Math.abs(n); i > 0; i--) {
        Bytes name = readField(left);
        left -= name.size();
        Bytes value = readField(left);
        left -= value.size() + 1;
        meta.put(name.toUtf8(), value);
      }
    }
    return meta;
  }

  private Bytes readField(int left) throws IOException {
    long size = in.readLong();
    if (size < 0 || size > left) {
      throw limit("its header has more than " + MAX_META_BYTES + " bytes");
    }
    return Bytes.wrap(in.readExactly((int) size));
  }

  private static void require(Map<String, Bytes> meta, String name, String value)
      throws IOException {
    @Nullable Bytes found = meta.get(name);
    if (found == null || !found.equals(Bytes.utf8(value))) {
      throw new IOException("its " + name + " is not the format's");
    }
  }

  /**
   * The next row, or empty at the end.
   *
   * @throws EvidenceFormatException with OBJECT_HASH or LIMIT, saying after which offset
   */
  public Optional<SealedRow> next() throws IOException {
    return guarded(
        () -> {
          while (rowsLeft == 0) {
            if (!block.isEnd()) {
              throw new IOException("a block has more bytes than rows");
            }
            int first = in.read();
            if (first < 0) {
              return Optional.empty();
            }
            nextBlock(first);
          }
          rowsLeft--;
          BatchIdentity identity = batch;
          if (identity == null) {
            throw new IllegalStateException("open comes first");
          }
          SealedRow row = RowCodec.read(identity, block);
          lastOffset = row.record().received().offset();
          return Optional.of(row);
        });
  }

  private void nextBlock(int firstByte) throws IOException {
    rowsLeft = firstByte < 0x80 ? (firstByte >>> 1) ^ -(firstByte & 1) : longAfter(firstByte);
    long size = in.readLong();
    if (rowsLeft < 0 || size < 0) {
      throw new IOException("a block of negative size");
    }
    if (size > limits.maxBlockBytes()) {
      throw limit("a block has more than " + limits.maxBlockBytes() + " bytes");
    }
    byte[] compressed = in.readExactly((int) size);
    if (!Arrays.equals(in.readExactly(SYNC_BYTES), sync)) {
      throw new IOException("a block does not end with the sync marker");
    }
    block = new AvroInput(decompress(compressed));
  }

  /** A number whose first byte says that more follow. */
  private long longAfter(int firstByte) throws IOException {
    long raw = firstByte & 0x7f;
    for (int shift = 7; shift < 63; shift += 7) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the object ends early");
      }
      raw |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw new IOException("a number of more than nine bytes");
  }

  private byte[] decompress(byte[] compressed) throws IOException {
    try (ZstdInputStream zstd = new ZstdInputStream(new ByteArrayInputStream(compressed))) {
      byte[] rows = zstd.readNBytes(limits.maxBlockBytes());
      if (zstd.read() >= 0) {
        throw limit("a block expands to more than " + limits.maxBlockBytes() + " bytes");
      }
      return rows;
    }
  }

  /** Reads what is left, and gives the hash of the whole object. */
  public Bytes sha256() throws IOException {
    return in.sha256();
  }

  private static EvidenceFormatException limit(String why) {
    return new EvidenceFormatException(VerdictCode.LIMIT, why);
  }

  /** One of the reader's own steps. */
  private interface Step<T> {
    T run() throws IOException;
  }

  /** Whatever hostile bytes make fail is the bytes' fault: one verdict for all of it. */
  private <T> T guarded(Step<T> step) throws IOException {
    try {
      return step.run();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (EvidenceFormatException e) {
      throw e;
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new EvidenceFormatException(
          VerdictCode.OBJECT_HASH,
          "cannot be read after offset " + lastOffset + ": " + e.getMessage());
    }
  }
}
