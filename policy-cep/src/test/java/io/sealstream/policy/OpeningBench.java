package io.sealstream.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.sealstream.schemas.Machine;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code scripts/bench opening}: what a pair of tasks, match and correlate, takes to open with so
 * many published versions and to judge an event; the first pair of a JVM, and the next one in it.
 * Seconds of the processor, which another process on the machine does not stretch as it does time.
 */
public final class OpeningBench {
  private static final List<Integer> SIZES = List.of(100, 1_000, 3_000);

  /** So many versions has each policy. */
  private static final int VERSIONS = 10;

  /** One policy in so many is over several events. */
  private static final int SEVERAL = 5;

  private static final double NANOS_PER_SECOND = 1e9;

  private OpeningBench() {}

  /** Seconds of the first pair of tasks, and of the next. */
  private record Seconds(double first, double next) {}

  /** Takes {@code --json} or nothing. */
  public static void main(String[] arguments) throws Exception {
    double unused = open(published(20)); // classes are loaded, the compiler is a little warm
    Map<Integer, Seconds> bySize = new TreeMap<>();
    for (int size : SIZES) {
      MemoryTopic topic = published(size);
      bySize.put(size, new Seconds(open(topic), open(topic)));
    }
    System.out.println(Arrays.asList(arguments).contains("--json") ? json(bySize) : table(bySize));
  }

  private static String table(Map<Integer, Seconds> bySize) {
    var table = new StringBuilder("%10s %12s %12s".formatted("versions", "first, s", "next, s"));
    bySize.forEach(
        (size, seconds) ->
            table.append("%n%10d %12.2f %12.2f".formatted(size, seconds.first(), seconds.next())));
    return table.toString();
  }

  private static String json(Map<Integer, Seconds> bySize) throws Exception {
    var document = new LinkedHashMap<String, Object>();
    document.put("machine", Machine.text());
    document.put("unit", "seconds of the processor, for a match and a correlate task");
    document.put("versions", bySize);
    return new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValueAsString(document);
  }

  private static MemoryTopic published(int size) {
    var topic = new MemoryTopic("opening-" + size);
    for (int i = 0; i < size; i++) {
      int version = 1 + i % VERSIONS;
      topic.publish(policy(size, i / VERSIONS, version), version, version);
    }
    return topic;
  }

  private static double open(MemoryTopic topic) throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begin = threads.getCurrentThreadCpuTime();
    try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
      harness.feed(Reads.read("e", VERSIONS + 1L)); // those in force are indexed
      return (threads.getCurrentThreadCpuTime() - begin) / NANOS_PER_SECOND;
    }
  }

  private static PolicySource policy(int size, int number, int version) {
    String id = "p-%d-%d".formatted(size, number);
    String correlation =
        number % SEVERAL == 0
            ? """
              title: Several of them
              correlation: {type: event_count, rules: [r], group-by: [actor.id], timespan: 10m, condition: {gte: 1}}
              ---
              """
            : "";
    return new PolicySource(
        id + ".yml",
        """
        apiVersion: policy/v1
        id: %1$s
        version: %2$d
        owner: o
        tests:
          - {name: found, events: [{event: {action: act_%3$d, outcome: SUCCESS, data: {records: 2000}}}], expect: {violations: 1}}
          - {name: few are none, events: [{event: {action: act_%3$d, outcome: SUCCESS, data: {records: 10}}}], expect: none}
        ---
        %4$stitle: Much of something
        name: r
        logsource: {product: app, service: files}
        detection:
          selection: {action: act_%3$d, outcome: SUCCESS, data.records|gte: %5$d}
          filter: {actor.id|endswith: '-backup-%2$d'}
          condition: selection and not filter
        """
            .formatted(id, version, number, correlation, 1_000 + version));
  }
}
