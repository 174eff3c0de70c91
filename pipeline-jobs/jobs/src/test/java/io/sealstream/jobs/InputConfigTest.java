package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.DecoderLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class InputConfigTest {

  @Test
  void settingsAreParsedOnce() {
    var problems = new ArrayList<String>();
    InputConfig config =
        from(
            problems,
            "sealstream.kafka.bootstrap-servers=h:1",
            "sealstream.registry.urls=http://r1;http://r2",
            "sealstream.input.topics=audit.events;audit.events.acme",
            "sealstream.input.max-value-bytes=2 kb",
            "sealstream.input.max-future=30 s",
            "sealstream.input.tenant-bindings=audit\\.events\\.acme=acme");

    assertThat(problems).isEmpty();
    assertThat(config.topics()).containsExactly("audit.events", "audit.events.acme");
    assertThat(config.limits()).isEqualTo(new DecoderLimits(2048, Duration.ofSeconds(30)));
    assertThat(config.binding().boundTenant("audit.events.acme")).contains(new TenantId("acme"));
    assertThat(config.binding().boundTenant("audit.events")).isEmpty();
    assertThat(config.registry().urls()).containsExactly("http://r1", "http://r2");
  }

  @Test
  void everyProblemNamesItsKey() {
    var problems = new ArrayList<String>();
    from(
        problems,
        "sealstream.input.max-value-bytes=0 b",
        "sealstream.input.tenant-bindings=nonsense;x=Not A Tenant",
        "sealstream.registry.user=u",
        "sealstream.registry.token=t");

    assertThat(problems)
        .hasSize(6)
        .anySatisfy(p -> assertThat(p).startsWith("sealstream.kafka.bootstrap-servers is required"))
        .anySatisfy(p -> assertThat(p).startsWith("sealstream.registry.urls is required"))
        .anySatisfy(p -> assertThat(p).startsWith("sealstream.input.max-value-bytes"))
        .anySatisfy(p -> assertThat(p).contains("PATTERN=TENANT: nonsense"))
        .anySatisfy(p -> assertThat(p).contains("tenant id must match"))
        .anySatisfy(p -> assertThat(p).contains("exclude each other"));
  }

  private static InputConfig from(List<String> problems, String... arguments) {
    Configuration raw = JobArguments.parse(arguments, InputOptions.ALL);
    return InputConfig.from(raw, problems);
  }
}
