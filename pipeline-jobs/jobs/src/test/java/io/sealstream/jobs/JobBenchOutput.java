package io.sealstream.jobs;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How much the jobs have written: what a benchmark measures depends on it. */
final class JobBenchOutput implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final Admin admin;
  private long before;

  JobBenchOutput(String servers) {
    admin = Admin.create(Map.of("bootstrap.servers", servers));
  }

  /** How many records since the last call. */
  long take() throws Exception {
    Map<TopicPartition, OffsetSpec> wanted =
        JobBenchVariant.WRITTEN.stream()
            .map(topic -> new TopicPartition(topic, 0))
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    long all =
        admin.listOffsets(wanted).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS).values().stream()
            .mapToLong(ListOffsetsResultInfo::offset)
            .sum();
    long more = all - before;
    before = all;
    return more;
  }

  @Override
  public void close() {
    admin.close();
  }
}
