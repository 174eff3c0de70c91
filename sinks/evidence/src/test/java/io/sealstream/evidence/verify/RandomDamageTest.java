package io.sealstream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Whatever happens to a sealed file, verification neither passes nor crashes. */
class RandomDamageTest {

  @Property(tries = 120)
  void noFlippedBitVerifies(@ForAll @LongRange(min = 0) long seed) throws IOException {
    SampleArchive archive = SampleArchive.honest();
    String key = anyOf(archive, seed);
    byte[] body = archive.read(key).toArray();
    int bit = (int) ((seed >>> 8) % (body.length * 8L));
    body[bit / 8] ^= (byte) (1 << (bit % 8));
    archive.store.tamper(key, Bytes.wrap(body));

    assertThat(archive.verify().ok()).as("bit %s of %s", bit, key).isFalse();
  }

  @Property(tries = 80)
  void noTruncatedFileVerifies(@ForAll @LongRange(min = 0) long seed) throws IOException {
    SampleArchive archive = SampleArchive.honest();
    String key = anyOf(archive, seed);
    byte[] body = archive.read(key).toArray();
    int length = (int) ((seed >>> 8) % body.length);
    archive.store.tamper(key, Bytes.wrap(Arrays.copyOf(body, length)));

    assertThat(archive.verify().ok()).as("%s cut to %s", key, length).isFalse();
  }

  @Property(tries = 60)
  void noMissingFileVerifies(@ForAll @LongRange(min = 0) long seed) throws IOException {
    SampleArchive archive = SampleArchive.honest();
    String key = anyOf(archive, seed);
    archive.store.remove(key);

    assertThat(archive.verify().ok()).as("%s removed", key).isFalse();
  }

  /** Any file but the hint, which is no evidence, and the receipt that no seal names yet. */
  private static String anyOf(SampleArchive archive, long seed) {
    List<String> keys =
        archive.store.list("").stream()
            .filter(key -> !key.equals(ArchiveLayout.CHECKPOINT))
            .filter(key -> !key.equals(ArchiveLayout.receipt(4)))
            .toList();
    return keys.get((int) (seed % keys.size()));
  }
}
