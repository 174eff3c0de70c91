package io.sealstream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.store.InMemoryEvidenceStore;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever happens to files of an archive, verification neither passes nor crashes, and says no
 * more than it should. {@code -Dsealstream.damage.tries} and {@code -Dsealstream.damage.seed} make
 * more of it, and other ones.
 */
class RandomDamageTest {
  private static final int TRIES = Integer.getInteger("sealstream.damage.tries", 500);
  private static final long SEED = Long.getLong("sealstream.damage.seed", 1);

  /** A full tile, the tile above it, and partial ones. */
  private static final int MANY_EPOCHS = 260;

  /** One of the many epochs takes as long as so many of the few. */
  private static final int SLOWER = 50;

  private static final Pattern OBJECT =
      Pattern.compile("events/(?:[^/]+/){4}(.+-\\d+)-(\\d+)-[^/]+\\.avro");

  private static final int AT_ONCE = 3;
  private static final int MINUTES = 10;

  @Test
  @Timeout(value = MINUTES, unit = TimeUnit.MINUTES)
  void noDamagedArchiveVerifies() throws IOException {
    damage(SampleArchive.honest(), TRIES);
  }

  @Test
  @Timeout(value = MINUTES, unit = TimeUnit.MINUTES)
  void noDamagedArchiveOfFullTilesVerifies() throws IOException {
    damage(SampleArchive.ofEpochs(MANY_EPOCHS), TRIES / SLOWER);
  }

  private static void damage(SampleArchive archive, int tries) throws IOException {
    VerificationReport honest = archive.verify();
    assertThat(honest.problems()).isEmpty();
    for (long at = SEED * tries; at < (SEED + 1) * tries; at++) {
      var damaged = new Damaged(archive.store, honest.summary(), new Random(at));
      String what = "seed " + at + ": " + damaged;
      VerificationReport report = archive.verify();
      if (report.ok()) {
        assertThat(damaged.material()).as(what).isEmpty();
      }
      assertThat(report.problems()).as(what).hasSizeLessThan(100 * VerdictCode.values().length);
      proves(archive, what);
      damaged.undo();
    }
    assertThat(archive.verify().problems()).as("all is undone").isEmpty();
  }

  /** A damaged archive gives a proof or a refusal in words. */
  private static void proves(SampleArchive archive, String what) {
    try {
      var unused = new EventProver(archive.store).prove("evt-0-20");
    } catch (EvidenceFormatException | IOException e) {
      assertThat(e).as(what).hasMessageMatching("(?s).+");
    }
  }

  /** One archive damaged in one to three ways. */
  private static final class Damaged {
    private final InMemoryEvidenceStore store;
    private final long epochs;
    private final Map<String, ArchiveSummary.Partition> covered;
    private final Map<String, Optional<Bytes>> before = new LinkedHashMap<>();
    private final StringBuilder what = new StringBuilder();

    Damaged(InMemoryEvidenceStore store, ArchiveSummary summary, Random random) {
      this.store = store;
      this.epochs = summary.epochs();
      this.covered = summary.partitions();
      List<Damage> kinds = List.of(Damage.values());
      int times = random.nextBoolean() ? 1 : 1 + random.nextInt(AT_ONCE);
      for (int i = 0; i < times; i++) {
        Damage damage = kinds.get(random.nextInt(kinds.size()));
        Map<String, Optional<Bytes>> after = damage.of(store, random);
        what.append(damage).append(after.keySet()).append(' ');
        after.forEach(
            (key, body) -> {
              before.putIfAbsent(key, store.read(key));
              put(key, body);
            });
      }
    }

    /** The files that are other than they were, but for those that no signature is over. */
    Set<String> material() {
      return before.entrySet().stream()
          .filter(file -> !store.read(file.getKey()).equals(file.getValue()))
          .filter(
              file ->
                  file.getValue().isEmpty() ? !isToCome(file.getKey()) : isSigned(file.getKey()))
          .map(Map.Entry::getKey)
          .collect(Collectors.toSet());
    }

    /**
     * The hint proves nothing. The newest receipt is named by no seal yet: it may be missing after
     * a crash, so it may be anything.
     */
    private boolean isSigned(String key) {
      return !key.equals(ArchiveLayout.CHECKPOINT)
          && !key.equals(ArchiveLayout.receipt(epochs - 1));
    }

    /**
     * A new file whose name says that it is for an epoch past the newest note: pending, neither
     * verified nor wrong. Which epoch a schema or a retention table is for its name does not say.
     */
    private boolean isToCome(String key) {
      return key.equals(ArchiveLayout.seal(epochs))
          || ArchiveLayout.headsEpoch(key) >= epochs
          || key.matches("schemas/[0-9a-f]{64}\\.avsc")
          || key.matches("retention/[0-9a-f]{64}\\.json")
          || (key.startsWith(ArchiveLayout.EVENTS) && key.endsWith(".avro") && isPastCoverage(key));
    }

    private boolean isPastCoverage(String key) {
      var name = OBJECT.matcher(key);
      return name.matches()
          && (!covered.containsKey(name.group(1))
              || Long.parseLong(name.group(2)) >= covered.get(name.group(1)).to());
    }

    void undo() {
      before.forEach(this::put);
    }

    private void put(String key, Optional<Bytes> body) {
      if (body.isPresent()) {
        store.tamper(key, body.get());
      } else {
        store.remove(key);
      }
    }

    @Override
    public String toString() {
      return what.toString();
    }
  }
}
