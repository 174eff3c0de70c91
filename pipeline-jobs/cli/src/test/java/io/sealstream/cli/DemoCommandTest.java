package io.sealstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Used wrongly: one line, exit 2, before any server is started. */
class DemoCommandTest {
  @ParameterizedTest
  @CsvSource({
    "--input pom.xml, --input needs --format",
    "--format native, go with --input",
    "--expected pom.xml, go with --input",
    "--input nowhere --format native, no such file or folder: nowhere",
    "--input pom.xml --format native --expected nowhere, nowhere",
    "--input pom.xml --format okta, no format okta",
    "--policies nowhere, nowhere",
    "--store tape, no store tape"
  })
  void wrongUse(String arguments, String message) {
    ConsoleRun run = ConsoleRun.of(("demo " + arguments).split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).singleElement().asString().contains(message);
    assertThat(run.out()).isEmpty();
  }
}
