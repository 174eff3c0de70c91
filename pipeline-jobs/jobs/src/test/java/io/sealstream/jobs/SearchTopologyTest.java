package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.ecs.DocumentPolicy;
import io.sealstream.schemas.registry.RegistryConfig;
import io.sealstream.sinks.search.KafkaRejectedPublisher;
import io.sealstream.sinks.search.SearchConfig;
import io.sealstream.sinks.search.SearchSink;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class SearchTopologyTest {

  @Test
  void operatorUidsAreFrozen() {
    InputConfig input = input();
    var env = Environments.create(new Configuration());
    var rejected = new KafkaRejectedPublisher.Target("localhost:1", "audit.rejected", 1 << 20);
    var index =
        new SearchSink(
            SearchConfig.of("http://localhost:1"),
            KafkaRejectedPublisher.factory(rejected, input.registryFactory()));
    SearchTopology.build(
        env,
        new SearchTopology.Edges(Sources.events(input, new JobName("test")), index),
        CheckOffsetsFunction.of(new Configuration(), input, record -> record),
        new DocumentFunction(EventDecoding.of(input), DocumentPolicy.DEFAULT));

    assertThat(JobGraphs.uidsByName(env))
        .isEqualTo(
            Map.of(
                "audit-events", "Source: read audit events",
                "check-offsets", "check offsets",
                "to-document", "decode, make document",
                "index-documents", "index documents: Writer"));
  }

  @Test
  void anOutageOfTheIndexIsNoReasonToRestartUnlessSomebodySaysSo() {
    var own = new Configuration();
    own.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 3);

    assertThat(
            SearchJob.settings(new Configuration())
                .get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER))
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(SearchJob.settings(own).get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER))
        .isEqualTo(3);
  }

  private static InputConfig input() {
    return new InputConfig(
        "localhost:1",
        RegistryConfig.of("http://localhost:1"),
        List.of("audit.events"),
        DecoderLimits.DEFAULT,
        TenantBinding.NONE);
  }
}
