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

  private PolicyJobBench() {}

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
    Map<String, List<Double>> measured = new LinkedHashMap<>();
    try (KafkaServer kafka = KafkaServer.start(Files.createTempDirectory(target, "bench"))) {
      var variants = JobBenchVariant.all(kafka.bootstrapServers(), events);
      for (int round = -WARM_UPS; round < ROUNDS; round++) {
        for (JobBenchVariant variant : variants) {
          double speed = variant.run(events);
          if (round >= 0) {
            measured.computeIfAbsent(variant.name(), made -> new ArrayList<>()).add(speed);
          }
        }
      }
    }
    measured.values().forEach(each -> each.sort(null));
    System.out.println(given.contains("--json") ? json(measured, events) : table(measured));
    // What Flink leaves running in this JVM must not keep it.
    System.exit(0);
  }

  private static Map<String, Double> ratios(Map<String, List<Double>> measured) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    JobBenchVariant.COMPARED.forEach(
        (one, other) ->
            ratios.put(one + " / " + other, median(measured, one) / median(measured, other)));
    return ratios;
  }

  private static double median(Map<String, List<Double>> measured, String name) {
    return measured.getOrDefault(name, List.of()).get(ROUNDS / 2);
  }

  private static String table(Map<String, List<Double>> measured) {
    var table = new StringBuilder();
    measured.forEach(
        (name, each) ->
            table.append(
                "%-32s %,12.0f events/s (%,.0f to %,.0f)%n"
                    .formatted(name, median(measured, name), each.get(0), each.get(ROUNDS - 1))));
    ratios(measured).forEach((name, ratio) -> table.append("%.2f  %s%n".formatted(ratio, name)));
    return table.toString();
  }

  private static String json(Map<String, List<Double>> measured, int events) throws Exception {
    var document = new LinkedHashMap<String, Object>();
    document.put("machine", Machine.text());
    document.put("events", events);
    document.put("rounds", ROUNDS);
    document.put("events_per_second", measured);
    document.put("ratios", ratios(measured));
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document);
  }
}
