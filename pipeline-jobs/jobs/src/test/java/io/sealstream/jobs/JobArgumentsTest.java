package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {

  @Test
  void ourKeysAndFlinksKeysAreRead() {
    Configuration configuration =
        parse(
            "sealstream.kafka.bootstrap-servers=h:1,h:2",
            "execution.checkpointing.interval=2 s",
            "sealstream.input.tenant-bindings=a=acme");

    assertThat(configuration.get(InputOptions.BOOTSTRAP_SERVERS)).isEqualTo("h:1,h:2");
    assertThat(configuration.get(InputOptions.TENANT_BINDINGS)).containsExactly("a=acme");
    assertThat(configuration.toMap()).containsEntry("execution.checkpointing.interval", "2 s");
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    assertThatThrownBy(
            () ->
                parse(
                    "sealstream.input.topic=x",
                    "no-pair",
                    "sealstream.input.topics=x",
                    "sealstream.input.topics=y"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("unknown key sealstream.input.topic;")
        .hasMessageContaining("argument must be key=value: no-pair")
        .hasMessageContaining("sealstream.input.topics is given twice");
  }

  private static Configuration parse(String... arguments) {
    return JobArguments.parse(arguments, InputOptions.ALL);
  }
}
