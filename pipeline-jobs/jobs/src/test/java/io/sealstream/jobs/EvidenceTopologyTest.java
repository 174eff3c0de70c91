package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.records.SealedTopics;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.RejectedCopies;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.RegistryConfig;
import io.sealstream.sinks.evidence.EvidenceSink;
import io.sealstream.sinks.evidence.EvidenceSinkConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

class EvidenceTopologyTest {

  private static StreamExecutionEnvironment built() {
    var env = Environments.create(new Configuration());
    env.setParallelism(2);
    var input =
        new InputConfig(
            "localhost:9092",
            RegistryConfig.of("http://localhost:8081"),
            List.of("audit.events"),
            DecoderLimits.DEFAULT,
            TenantBinding.NONE);
    var sink =
        new EvidenceSinkConfig(
            new EvidenceSinkConfig.Archive("archive", Map.of()),
            new EvidenceSinkConfig.Log("test/log", "key.pem"),
            RetentionTable.single("standard", LockMode.NONE, 0),
            new EvidenceSinkConfig.Topics(
                SealedTopics.ofEvents(input.topics()), Map.of(), Duration.ofSeconds(5)),
            EvidenceSinkConfig.Bounds.DEFAULT);
    EvidenceTopology.build(
        env,
        new EvidenceTopology.Edges(
            Sources.sealed(input, sink.topics().sealed(), new JobName("test")),
            new EvidenceSink(sink, () -> change -> {}),
            new DiscardingSink<>()),
        new ClassifyFunction(
            EventDecoding.of(input), sink.topics().sealed(), new RejectedCopies(1 << 24)));
    return env;
  }

  private static Iterable<JobVertex> vertices() {
    return built().getStreamGraph(false).getJobGraph().getVertices();
  }

  @Test
  void sourceClassifierAndWriterAreOneVertexSoThatABarrierCutsThemTogether() {
    assertThat(vertices())
        .filteredOn(vertex -> vertex.getName().contains("read records to seal"))
        .singleElement()
        .extracting(JobVertex::getName)
        .asString()
        .contains("classify", "seal: Writer");
  }

  @Test
  void thereIsOneSealerWhateverTheParallelism() {
    assertThat(vertices())
        .filteredOn(vertex -> vertex.getName().contains("seal epochs"))
        .singleElement()
        .satisfies(vertex -> assertThat(vertex.getParallelism()).isEqualTo(1))
        .satisfies(vertex -> assertThat(vertex.getMaxParallelism()).isEqualTo(1));
  }

  @Test
  void operatorUidsAreFrozen() {
    assertThat(JobGraphs.uidsByName(built()))
        .containsOnlyKeys(
            "sealed-records",
            "classify",
            "evidence",
            "evidence: evidence-sealer",
            "Sink Committer: evidence",
            "rejected");
  }
}
