package io.sealstream.evidence.corpus;

import com.github.luben.zstd.ZstdOutputStream;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Batch objects as no writer makes them. */
final class HostileFile {
  private static final int SYNC_BYTES = 16;
  private static final int BOMB_MIB = 65;

  private HostileFile() {}

  /** The object's own header, then a small block that expands to more than a reader may take. */
  static Bytes bomb(Bytes object, String key) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    try (ZstdOutputStream zstd = new ZstdOutputStream(block)) {
      byte[] mib = new byte[1 << 20];
      for (int i = 0; i < BOMB_MIB; i++) {
        zstd.write(mib);
      }
    }
    return withBlock(object, key, block.size(), block.toByteArray());
  }

  /** The object's own header, then a block that is not as long as it says. */
  static Bytes hugeBlock(Bytes object, String key) throws IOException {
    return withBlock(object, key, 1L << 40, new byte[64]);
  }

  private static Bytes withBlock(Bytes object, String key, long size, byte[] block)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] body = object.unsafeArray();
    byte[] sync = sync(key);
    out.write(body, 0, indexOf(body, sync) + SYNC_BYTES);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    encoder.writeLong(1);
    encoder.writeLong(size);
    encoder.writeFixed(block);
    encoder.writeFixed(sync);
    return Bytes.wrap(out.toByteArray());
  }

  /** The same rows and metadata, uncompressed. */
  static Bytes uncompressed(Bytes object, String key) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataFileStream<GenericRecord> in =
            new DataFileStream<>(
                new ByteArrayInputStream(object.unsafeArray()), new GenericDatumReader<>());
        DataFileWriter<GenericRecord> file = new DataFileWriter<>(new GenericDatumWriter<>())) {
      file.setCodec(CodecFactory.nullCodec());
      file.setMeta("sealstream.format", in.getMeta("sealstream.format"));
      file.setMeta("sealstream.key", in.getMeta("sealstream.key"));
      file.create(in.getSchema(), out, sync(key));
      for (GenericRecord row : in) {
        file.append(row);
      }
    }
    return Bytes.wrap(out.toByteArray());
  }

  private static byte[] sync(String key) {
    Bytes hash = TreeHash.of(Bytes.utf8("sealstream-sync/1\n" + key));
    return Arrays.copyOf(hash.unsafeArray(), SYNC_BYTES);
  }

  private static int indexOf(byte[] body, byte[] part) {
    for (int at = 0; at <= body.length - part.length; at++) {
      if (Arrays.equals(body, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    throw new IllegalArgumentException("the object has no sync marker");
  }
}
