package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobArgumentsTest {
  private static final String PASSWORD = InputOptions.REGISTRY_PASSWORD.key();

  @TempDir private Path folder = Path.of("");

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
        .hasMessageContaining("argument 2 must be key=value")
        .hasMessageContaining("sealstream.input.topics is given twice");
  }

  @Test
  @DisplayName("a secret can stand in a file or in the environment; other values stay as they are")
  void secretsCanStandElsewhere() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "s3cret \n");

    Configuration configuration =
        parse(
            PASSWORD + "=${file:" + file + "}",
            "sealstream.registry.token=${env:TOKEN}",
            "sealstream.registry.user=$user{env:TOKEN}",
            "env.java.opts.all=${env:TOKEN}");

    assertThat(configuration.toMap())
        .containsEntry(PASSWORD, "s3cret ")
        .containsEntry("sealstream.registry.token", "t0ken")
        .containsEntry("sealstream.registry.user", "$user{env:TOKEN}")
        .containsEntry("env.java.opts.all", "${env:TOKEN}");
  }

  @Test
  @DisplayName("a placeholder that stands for nothing stops the job, and no value is shown")
  void placeholderMustStandForSomething() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");

    assertThatThrownBy(
            () ->
                parse(
                    PASSWORD + "=${file:" + folder.resolve("none") + "}",
                    "sealstream.registry.token=${file:" + empty + "}",
                    "sealstream.registry.user=${env:NONE}",
                    "sealstream.registry.urls=${p4ssword}",
                    "p4ssword"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(PASSWORD + ": cannot read " + folder.resolve("none"))
        .hasMessageContaining("sealstream.registry.token: ${file:" + empty + "} is not there")
        .hasMessageContaining("sealstream.registry.user: ${env:NONE} is not there or is empty")
        .hasMessageContaining("sealstream.registry.urls: starts like a placeholder")
        .hasMessageNotContaining("p4ssword");
  }

  @Test
  @DisplayName("what Flink is configured with holds its own keys and none of ours")
  void ourKeysStayOutOfFlinksConfiguration() {
    Configuration given = parse(PASSWORD + "=s3cret", "pipeline.name=x");

    assertThat(Environments.create(given).getConfiguration().toString())
        .contains("pipeline.name")
        .doesNotContain("sealstream.")
        .doesNotContain("s3cret");
    assertThat(given.containsKey(PASSWORD)).isTrue();
  }

  private static Configuration parse(String... arguments) {
    return JobArguments.parse(
        arguments, InputOptions.ALL, new Placeholders(Map.of("TOKEN", "t0ken")));
  }
}
