package io.sealstream.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.local.KafkaServer;
import io.sealstream.schemas.Machine;
import io.sealstream.schemas.codec.AvroTrust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;

/**
 * {@code scripts/bench policy-job}: the policy job through a real broker, each variant beside what
 * it is compared with, in turns.
 */
public final class PolicyJobBench {
  /** Jobs run for weeks: what compiling their code takes at first is not theirs. */
  private static final int WARM_UPS = 1;

  private static final int ROUNDS = 3;
  private static final int LEAST_EVENTS = 1000;
  private static final String DEFAULT_EVENTS = "4000000";

  private final int events;

  /** Events per second, by variant. */
  private final Map<String, List<Double>> measured = new LinkedHashMap<>();

  /** Violations and decisions written for each event, by variant. */
  private final Map<String, Double> written = new LinkedHashMap<>();

  private PolicyJobBench(int events) {
    this.events = events;
  }

  /** Takes {@code --json} and {@code --events N}. */
  public static void main(String[] arguments) throws Exception {
    List<String> given = Arrays.asList(arguments);
    int place = given.indexOf("--events");
    int events = Integer.parseInt(place < 0 ? DEFAULT_EVENTS : given.get(place + 1));
    if (events < LEAST_EVENTS) {
      throw new IllegalArgumentException("--events must be at least " + LEAST_EVENTS);
    }
    AvroTrust.establish();
    Path target = Files.createDirectories(Path.of("target"));
    Path work = Files.createTempDirectory(target, "bench");
    var bench = new PolicyJobBench(events);
    try (KafkaServer kafka = KafkaServer.start(work);
        var output = new JobBenchOutput(kafka.bootstrapServers())) {
      bench.measure(kafka.bootstrapServers(), output, checkpoints(work));
    }
    System.out.println(given.contains("--json") ? bench.json() : bench.table());
    // What Flink leaves running in this JVM must not keep it.
    System.exit(0);
  }

  /** In files, as in production: the memory of the job manager takes 5 MiB of a state at most. */
  private static Configuration checkpoints(Path work) {
    return new Configuration()
        .set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem")
        .set(
            CheckpointingOptions.CHECKPOINTS_DIRECTORY,
            work.resolve("checkpoints").toUri().toString());
  }

  private void measure(String servers, JobBenchOutput output, Configuration checkpoints)
      throws Exception {
    var variants = JobBenchVariant.all(servers, events);
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      for (JobBenchVariant variant : variants) {
        double speed = variant.run(events, checkpoints);
        written.put(variant.name(), output.take() / (double) events);
        if (round >= 0) {
          measured.computeIfAbsent(variant.name(), made -> new ArrayList<>()).add(speed);
        }
      }
    }
    measured.values().forEach(each -> each.sort(null));
  }

  private Map<String, Double> ratios() {
    Map<String, Double> ratios = new LinkedHashMap<>();
    for (String one : measured.keySet()) {
      String other = JobBenchVariant.COMPARED.get(one);
      if (other != null) {
        ratios.put(one + " / " + other, median(one) / median(other));
      }
    }
    return ratios;
  }

  private double median(String name) {
    return measured.getOrDefault(name, List.of()).get(ROUNDS / 2);
  }

  private String table() {
    var table = new StringBuilder();
    measured.forEach(
        (name, each) ->
            table.append(
                "%-33s %,12.0f events/s (%,.0f to %,.0f), %.3f records written for each%n"
                    .formatted(
                        name,
                        median(name),
                        each.get(0),
                        each.get(ROUNDS - 1),
                        written.getOrDefault(name, 0.0))));
    ratios().forEach((name, ratio) -> table.append("%.2f  %s%n".formatted(ratio, name)));
    return table.toString();
  }

  private String json() throws Exception {
    var document = new LinkedHashMap<String, Object>();
    document.put("machine", Machine.text());
    document.put("events", events);
    document.put("rounds", ROUNDS);
    document.put("events_per_second", measured);
    document.put("written_for_each_event", written);
    document.put("ratios", ratios());
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document);
  }
}
