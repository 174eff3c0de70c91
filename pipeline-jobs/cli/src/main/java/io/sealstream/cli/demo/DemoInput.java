package io.sealstream.cli.demo;

import io.sealstream.cli.jobs.JobDefaults;
import io.sealstream.cli.reckoning.ExpectedMatches;
import io.sealstream.local.LocalHome;
import io.sealstream.schemas.ingest.ImportFormat;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a demo is fed with.
 *
 * @param logs files or a folder to ingest; null for the bundled sample
 * @param format of the logs
 * @param policies what they are judged by; null for the policies of the bundled sample
 * @param expected the matches that must be found, if they are known
 */
record DemoInput(
    @Nullable Path logs,
    ImportFormat format,
    @Nullable Path policies,
    @Nullable ExpectedMatches expected) {

  /** The bundled sample, compared with what its own policies must find. */
  static DemoInput sample(LocalHome home, @Nullable Path policies) throws IOException {
    require(policies);
    return new DemoInput(
        null,
        ImportFormat.NATIVE,
        policies,
        policies == null ? ExpectedMatches.read(JobDefaults.sampleExpectations(home)) : null);
  }

  /**
   * The caller's logs. Those of a conformance pack, {@code events/X.jsonl}, are judged by the
   * pack's {@code sigma-rules} and compared with its {@code expected/X.json}, unless other policies
   * or expectations are named.
   */
  static DemoInput logs(
      Path logs, ImportFormat format, @Nullable Path policies, @Nullable Path expected)
      throws IOException {
    require(logs);
    require(policies);
    require(expected);
    Path rules = policies == null ? rulesBeside(logs) : policies;
    Path matches = expected;
    if (matches == null && policies == null && rules != null) {
      matches = expectedBeside(logs);
    }
    return new DemoInput(
        logs, format, rules, matches == null ? null : ExpectedMatches.read(matches));
  }

  private static void require(@Nullable Path path) throws IOException {
    if (path != null && !Files.exists(path)) {
      throw new FileNotFoundException("no such file or folder: " + path);
    }
  }

  private static @Nullable Path rulesBeside(Path logs) {
    return existing(pack(logs), "sigma-rules");
  }

  private static @Nullable Path expectedBeside(Path logs) {
    String name = logs.getFileName().toString();
    return existing(pack(logs), "expected/" + name.replaceFirst("\\.jsonl$", ".json"));
  }

  private static @Nullable Path pack(Path logs) {
    @Nullable Path events = logs.toAbsolutePath().normalize().getParent();
    return events != null && events.endsWith("events") ? events.getParent() : null;
  }

  private static @Nullable Path existing(@Nullable Path pack, String name) {
    return pack != null && Files.exists(pack.resolve(name)) ? pack.resolve(name) : null;
  }
}
