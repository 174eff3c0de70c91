package io.sealstream.evidence.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * The file form of a batch object, without any sealing. {@link BatchWriter} is the one to seal
 * with; this one writes rows as they are, and so also makes the forgeries that verification must
 * refuse. One thread only.
 */
public final class BatchRows {
  static final int ZSTD_LEVEL = 3;

  private final DataFileWriter<Object> file;
  private final int maxRowBytes;
  private final Row row = new Row();
  private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(row, null);

  /** Writes the beginning of the object that lies under this key; rows may be of any size. */
  public BatchRows(OutputStream out, String objectKey) throws IOException {
    this(out, objectKey, Integer.MAX_VALUE);
  }

  BatchRows(OutputStream out, String objectKey, int maxRowBytes) throws IOException {
    this.maxRowBytes = maxRowBytes;
    this.file = new DataFileWriter<>(new GenericDatumWriter<>(RowCodec.SCHEMA));
    file.setCodec(CodecFactory.zstandardCodec(ZSTD_LEVEL));
    file.setMeta(BatchWriter.META_FORMAT, BatchWriter.FORMAT);
    file.setMeta(BatchWriter.META_KEY, objectKey);
    file.create(RowCodec.SCHEMA, out, BatchWriter.sync(objectKey));
  }

  /**
   * Appends a row as it is.
   *
   * @throws UnsealableRecordException when it is larger than rows may be; nothing is appended
   */
  public void add(SealedRow sealed) throws IOException {
    encoder.flush(); // What a row that failed left in it.
    row.reset();
    RowCodec.write(sealed, encoder);
    encoder.flush();
    if (row.size() > maxRowBytes) {
      throw new UnsealableRecordException(sealed.record());
    }
    file.appendEncoded(row.encoded());
  }

  /** One row, whose bytes can be had without a copy. */
  private static final class Row extends ByteArrayOutputStream {
    private Row() {
      super(2048);
    }

    ByteBuffer encoded() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }

  /** Puts the last block out; the stream stays open. */
  public void flush() throws IOException {
    file.flush();
  }
}
