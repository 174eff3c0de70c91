package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.PolicySource;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.RegistryConfig;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
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

  @Test
  void operatorUidsAreFrozen() {
    var env = Environments.create(new Configuration());
    PolicyTopology.build(
        env,
        new PolicyTopology.Edges(
            Sources.events(input(), new JobName("test")), new DiscardingSink<>()),
        new PolicyTopology.Reading(
            CheckOffsetsFunction.of(new Configuration(), input()), new DecodeFunction(input())),
        List.of(POLICY));

    assertThat(JobGraphs.uidsByName(env))
        .containsEntry("audit-events", "Source: read audit events")
        .containsEntry("check-offsets", "check offsets")
        .containsEntry("decode", "decode")
        .containsEntry("match", "match policies");
    assertThat(JobGraphs.uidsByName(env).keySet())
        .filteredOn(uid -> uid.startsWith("violations"))
        .isNotEmpty();
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
