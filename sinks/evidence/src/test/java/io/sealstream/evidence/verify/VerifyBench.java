package io.sealstream.evidence.verify;

import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.EvidenceStores;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.util.Map;

/**
 * Verifies an archive in a JVM of its own: {@code FOLDER TRUST}. Prints events, seconds and the
 * most megabytes that survived into the old generation, tab-separated.
 */
public final class VerifyBench {
  private static final double NANOS_PER_SECOND = 1e9;

  private VerifyBench() {}

  /** Fails unless the archive verifies. */
  public static void main(String... arguments) throws Exception {
    TrustFile trust = TrustFile.read(Path.of(arguments[1]));
    try (EvidenceStore store = EvidenceStores.open(arguments[0], Map.of())) {
      long begin = System.nanoTime();
      VerificationReport report = EvidenceVerifier.verify(store, trust, VerifyOptions.DEFAULT);
      double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
      if (!report.counts().isEmpty()) {
        throw new IllegalStateException(String.join("\n", report.lines()));
      }
      System.out.printf("%d\t%.3f\t%d%n", report.summary().records(), seconds, oldMegabytes());
    }
  }

  private static long oldMegabytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().contains("Tenured") || pool.getName().contains("Old"))
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum()
        >> 20;
  }
}
