package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.PolicyEvaluation;
import io.sealstream.policy.PolicyInputs;
import io.sealstream.policy.PolicySource;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.RegistryConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.partitioner.ForwardPartitioner;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PolicyTopologyTest {

  private static final PolicySource POLICY =
      new PolicySource(
          "p.yml",
          """
          title: Anything
          id: 4f1c2d3e-0000-4000-8000-000000000001
          logsource: {product: app}
          detection:
            selection: {action: login_user}
            condition: selection
          """);

  private static StreamExecutionEnvironment built() {
    var env = Environments.create(new Configuration());
    env.setParallelism(2);
    PolicyTopology.build(
        env,
        new PolicyTopology.Edges(
            Sources.decoded(input(), new JobName("test"), EventDecoding.of(input())),
            new DiscardingSink<>(),
            new DiscardingSink<>()),
        new PolicyTopology.Reading(
            EventTime.from(new Configuration(), new ArrayList<>()),
            CheckOffsetsFunction.of(new Configuration(), input(), DecodingDeserializer::place)),
        new PolicyTopology.Policies(PolicyInputs.of(List.of(POLICY)), Duration.ZERO));
    return env;
  }

  @Test
  void operatorUidsAreFrozen() {
    var env = built();
    assertThat(JobGraphs.uidsByName(env))
        .containsEntry("audit-events", "Source: read and decode audit events")
        .containsEntry("check-offsets", "check offsets")
        .containsEntry("decode", "skip undecodable")
        .containsEntry("match", "match policies")
        .containsEntry("correlate", "correlate hits");
    assertThat(JobGraphs.uidsByName(env).keySet())
        .filteredOn(uid -> uid.startsWith("violations"))
        .isNotEmpty();
    assertThat(JobGraphs.uidsByName(env).keySet())
        .filteredOn(uid -> uid.startsWith("decisions"))
        .isNotEmpty();
  }

  @Test
  @DisplayName("decisions of single events and of correlations go to the one writer of them")
  void everyDecisionIsWritten() {
    var graph = built().getStreamGraph(false);
    List<String> from = new ArrayList<>();
    for (StreamNode node : graph.getStreamNodes()) {
      for (StreamEdge edge : node.getInEdges()) {
        if (PolicyEvaluation.DECISIONS.equals(edge.getOutputTag())) {
          assertThat(node.getOperatorName()).contains("write decisions");
          from.add(graph.getStreamNode(edge.getSourceId()).getTransformationUID());
        }
      }
    }
    assertThat(from).containsExactlyInAnyOrder("match", "correlate");
  }

  @Test
  void oneTopicForViolationsAndDecisionsIsRefused() {
    var raw = new Configuration();
    raw.set(PolicyOptions.DECISIONS_TOPIC, "audit.violations");
    List<String> problems = new ArrayList<>();
    PolicyJob.demandTwoTopics(raw, problems);
    assertThat(problems)
        .containsExactly(
            "sealstream.policy.violations-topic and sealstream.policy.decisions-topic must be two topics: audit.violations");
    problems.clear();
    PolicyJob.demandTwoTopics(new Configuration(), problems);
    assertThat(problems).isEmpty();
  }

  @Test
  @DisplayName("only hits go through a shuffle")
  void onlyHitsAreShuffled() {
    List<String> shuffled = new ArrayList<>();
    for (StreamNode node : built().getStreamGraph(false).getStreamNodes()) {
      for (StreamEdge edge : node.getInEdges()) {
        if (!(edge.getPartitioner() instanceof ForwardPartitioner<?>)) {
          assertThat(edge.getOutputTag()).isEqualTo(PolicyEvaluation.HITS);
          shuffled.add(node.getTransformationUID());
        }
      }
    }
    assertThat(shuffled).containsExactly("correlate");
  }

  @Test
  @DisplayName("an event does not leave the chain of its source")
  void eventsStayInTheChain() {
    assertThat(built().getStreamGraph(false).getJobGraph().getVertices())
        .extracting(JobVertex::getName)
        .hasSize(4)
        .anySatisfy(
            name ->
                assertThat(name)
                    .contains("read and decode audit events", "check offsets")
                    .contains("skip undecodable", "match policies"));
  }

  @Test
  void aNegativeLatenessIsRefused() {
    var raw = new Configuration();
    raw.set(PolicyOptions.ALLOWED_LATENESS, Duration.ofSeconds(-1));
    List<String> problems = new ArrayList<>();
    var unused = PolicyJob.lateness(raw, problems);
    assertThat(problems)
        .containsExactly("sealstream.policy.allowed-lateness must not be negative: PT-1S");
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
