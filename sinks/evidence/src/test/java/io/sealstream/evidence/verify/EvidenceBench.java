package io.sealstream.evidence.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.evidence.format.SealingBenchmark;
import io.sealstream.evidence.publish.BenchArchive;
import io.sealstream.evidence.publish.PartitionId;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.EvidenceStores;
import io.sealstream.schemas.Figures;
import io.sealstream.schemas.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * {@code scripts/bench evidence}: sealing beside its physical limit, verifying archives of two
 * sizes, proofs, and what an epoch costs by its number of tenants and partitions.
 */
public final class EvidenceBench {
  private static final int ROUNDS = 3;
  private static final int EVENTS_PER_BATCH = 12_500;
  private static final int EVENTS_PER_EPOCH = 8 * EVENTS_PER_BATCH;
  private static final double MILLIS = 1e6;

  private final Path work;
  private final Map<String, Object> report = new LinkedHashMap<>();

  private EvidenceBench(Path work) {
    this.work = work;
  }

  /** Takes {@code --json} and {@code --events N}, the size of the larger archive. */
  public static void main(String... arguments) throws Exception {
    List<String> given = Arrays.asList(arguments);
    int place = given.indexOf("--events");
    int events = place < 0 ? 5_000_000 : Integer.parseInt(given.get(place + 1));
    Path target = Files.createDirectories(Path.of("target"));
    var bench = new EvidenceBench(Files.createTempDirectory(target, "bench-evidence"));
    bench.report.put("machine", Machine.text());
    bench.sealing(given.contains("--json"));
    bench.archives(List.of(events / 5, events));
    bench.epochs();
    System.out.println(
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(bench.report));
  }

  private void sealing(boolean quiet) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(SealingBenchmark.class.getName())
            .verbosity(quiet ? VerboseMode.SILENT : VerboseMode.NORMAL)
            .shouldFailOnError(true)
            .build();
    Map<String, Figures> measured = new LinkedHashMap<>();
    for (RunResult result : new Runner(options).run()) {
      String name = result.getParams().getBenchmark();
      measured.put(
          name.substring(name.lastIndexOf('.') + 1),
          Figures.of(
              result.getBenchmarkResults().stream()
                  .flatMap(fork -> fork.getIterationResults().stream())
                  .map(iteration -> iteration.getPrimaryResult().getScore())
                  .toList()));
    }
    report.put("events_per_second", measured);
    Figures limit = Objects.requireNonNull(measured.get("hashAndCompress"));
    report.put("seal / hashAndCompress", Objects.requireNonNull(measured.get("seal")).over(limit));
  }

  private void archives(List<Integer> sizes) throws IOException, InterruptedException {
    Path trust = Files.writeString(work.resolve("trust.json"), SampleArchive.TRUST.toJson());
    for (int events : sizes) {
      Path folder = Files.createDirectories(work.resolve("archive-" + events));
      try (EvidenceStore store = EvidenceStores.open(folder.toString(), Map.of())) {
        var archive = new BenchArchive(store, SampleArchive.SIGNER, 2, 4);
        for (int done = 0; done < events; done += EVENTS_PER_EPOCH) {
          var unused = archive.epoch(EVENTS_PER_BATCH);
        }
        report.put("verify " + events, verified(folder, trust));
        report.put("prove " + events, proved(store, events));
      }
    }
  }

  private Map<String, Object> verified(Path folder, Path trust)
      throws IOException, InterruptedException {
    List<Double> speeds = new ArrayList<>();
    long megabytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String[] line = inOwnJvm(folder, trust).split("\t", -1);
      speeds.add(Long.parseLong(line[0]) / Double.parseDouble(line[1]));
      megabytes = Math.max(megabytes, Long.parseLong(line[2].strip()));
    }
    return Map.of("events_per_second", Figures.of(speeds), "old_generation_mb", megabytes);
  }

  /** One core: the serial collector, in a heap of 512 MB. */
  private static String inOwnJvm(Path folder, Path trust) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=1",
                "-cp",
                System.getProperty("java.class.path"),
                VerifyBench.class.getName(),
                folder.toString(),
                trust.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the archive does not verify: " + out);
    }
    return out.lines().reduce((first, last) -> last).orElseThrow();
  }

  /** Of the last event, looked for in the whole archive, and at its place. */
  private static Map<String, Object> proved(EvidenceStore store, int events) throws IOException {
    long offset = events / 4L - 1;
    String id = "evt-3-" + offset;
    var place = new RecordPlace(new PartitionId(SampleRecords.TOPIC, 3), offset);
    var prover = new EventProver(store);
    List<Double> searched = new ArrayList<>();
    List<Double> placed = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      searched.add(millis(() -> prover.prove(id).orElseThrow()));
      placed.add(millis(() -> prover.prove(id, place)));
    }
    String proof = EventProofJson.write(prover.prove(id, place));
    return Map.of(
        "bytes", proof.getBytes(StandardCharsets.UTF_8).length,
        "millis", Figures.of(searched),
        "millis_with_its_place", Figures.of(placed));
  }

  @FunctionalInterface
  private interface Proving {
    EventProof prove() throws IOException;
  }

  private static double millis(Proving proving) throws IOException {
    long begin = System.nanoTime();
    var unused = proving.prove();
    return (System.nanoTime() - begin) / MILLIS;
  }

  private void epochs() throws IOException {
    for (int tenants : new int[] {1, 100, 2000}) {
      for (int partitions : new int[] {1, 16}) {
        Path folder = Files.createDirectories(work.resolve(tenants + "x" + partitions));
        try (EvidenceStore store = EvidenceStores.open(folder.toString(), Map.of())) {
          var archive = new BenchArchive(store, SampleArchive.SIGNER, tenants, partitions);
          List<BenchArchive.Cost> costs = new ArrayList<>();
          for (int round = 0; round <= ROUNDS; round++) {
            costs.add(archive.epoch(10));
          }
          costs.remove(0);
          report.put(
              "epoch of %d tenants in %d partitions".formatted(tenants, partitions),
              Map.of(
                  "objects", costs.get(0).objects(),
                  "staging_millis", millis(costs, cost -> cost.staging().toNanos()),
                  "publishing_millis", millis(costs, cost -> cost.publishing().toNanos())));
        }
      }
    }
  }

  private static Figures millis(
      List<BenchArchive.Cost> costs, ToDoubleFunction<BenchArchive.Cost> nanos) {
    return Figures.of(costs.stream().map(cost -> nanos.applyAsDouble(cost) / MILLIS).toList());
  }
}
