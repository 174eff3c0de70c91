package io.sealstream.evidence.format;

import com.github.luben.zstd.Zstd;
import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.verify.BenchRecords;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One batch of 600-byte events, sealed, beside the physical limit: the same bytes hashed and
 * compressed, all of them there already. Events per second and core.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SealingBenchmark {
  static final int RECORDS = 8192;

  /** Avro's default size of a block before it is compressed. */
  private static final int BLOCK_BYTES = 64_000;

  private static final BatchIdentity BATCH =
      new BatchIdentity(new TenantId("acme"), BatchIdentity.DEFAULT_TIER, "audit.events", 0);
  private static final String KEY = "events/bench.avro";

  private final SaltSource salts = SaltSource.secure();
  private List<SealableRecord> records = List.of();

  /** What is hashed on its own: of each record three commitments, its leaf, a node. */
  private final List<byte[]> hashed = new ArrayList<>();

  private final List<byte[]> blocks = new ArrayList<>();

  /** Makes the records, and the bytes that come of them. */
  @Setup
  public void prepare() throws IOException {
    records = BenchRecords.of("acme", 0, 0, RECORDS);
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(block, null);
    for (SealableRecord record : records) {
      Salts salt = Salts.from(salts);
      Entry entry = Entry.of(BATCH, record, salt);
      addHashed(record, EntryCodec.encode(entry));
      RowCodec.write(new SealedRow(record, salt, entry.leaf()), encoder);
      if (block.size() >= BLOCK_BYTES) {
        blocks.add(block.toByteArray());
        block.reset();
      }
    }
    blocks.add(block.toByteArray());
  }

  private void addHashed(SealableRecord record, Bytes entry) {
    var received = record.received();
    Bytes headers = EntryCodec.headers(received.headers());
    for (Bytes committed : new Bytes[] {received.value(), received.key(), headers}) {
      hashed.add(new byte[1 + SaltSource.SALT_BYTES + (committed == null ? 0 : committed.size())]);
    }
    hashed.add(new byte[1 + entry.size()]);
    hashed.add(new byte[1 + 2 * TreeHash.SIZE]);
  }

  /** As the job does it; where the bytes go costs nothing. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public Bytes seal() throws IOException {
    BatchWriter writer = new BatchWriter(OutputStream.nullOutputStream(), BATCH, KEY, salts);
    for (SealableRecord record : records) {
      writer.add(record);
    }
    return writer.finish().batchRoot();
  }

  /** The limit. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public int hashAndCompress() {
    MessageDigest digest = TreeHash.sha256();
    int sum = 0;
    for (byte[] one : hashed) {
      digest.update(one);
      sum += digest.digest()[0];
    }
    MessageDigest object = TreeHash.sha256();
    for (byte[] block : blocks) {
      object.update(Zstd.compress(block, BatchRows.ZSTD_LEVEL));
    }
    return sum + object.digest()[0];
  }
}
