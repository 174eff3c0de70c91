package io.sealstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class ConventionsTest {
  @TempDir Path work;

  static Stream<List<String>> commands() {
    return names(SealstreamCli.commandLine(), List.of()).filter(name -> !name.contains("help"));
  }

  private static Stream<List<String>> names(CommandLine command, List<String> above) {
    return command.getSubcommands().entrySet().stream()
        .flatMap(
            entry -> {
              List<String> name = new ArrayList<>(above);
              name.add(entry.getKey());
              return Stream.concat(Stream.of(name), names(entry.getValue(), name));
            });
  }

  @Test
  @DisplayName("the version is the build's")
  void versionIsTheBuilds() {
    assertThat(ConsoleRun.of("--version").out().strip())
        .matches("sealstream \\d+\\.\\d+\\.\\d+\\S*");
  }

  @ParameterizedTest
  @MethodSource("commands")
  @DisplayName("every command has --help")
  void commandHasHelp(List<String> name) {
    ConsoleRun run = ConsoleRun.of(plus(name, "--help"));
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: sealstream " + String.join(" ", name));
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  @DisplayName("wrong usage of any command is one line on stderr and exit 2")
  void wrongUsageIsOneLine(List<String> name) {
    ConsoleRun run = ConsoleRun.of(plus(name, "--no-such-option"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1).first().asString().contains("--help");
  }

  @Test
  @DisplayName("without a command the answer is exit 2 and a pointer to the help")
  void commandIsRequired() {
    ConsoleRun run = ConsoleRun.of();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("name a command").contains("sealstream --help");
  }

  @Test
  @DisplayName(
      "a failure is one line that names the choices; --stacktrace shows where it came from")
  void failureIsOneLine() {
    String[] arguments = {"up", "--only", "nonsense", "--work", work.toString()};
    ConsoleRun run = ConsoleRun.of(arguments);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().strip())
        .isEqualTo(
            "sealstream up: no server nonsense; there are kafka, registry, search, store, flink");
    assertThat(ConsoleRun.of(plus(List.of(arguments), "--stacktrace")).err())
        .contains("IllegalArgumentException")
        .contains("at io.sealstream.cli.UpCommand");
  }

  @Test
  @DisplayName("where no stack is up, status says so with exit 2, and down has nothing to do")
  void nothingIsUp() {
    ConsoleRun status = ConsoleRun.of("status", "--json", "--work", work.toString());
    assertThat(status.exitCode()).isEqualTo(2);
    assertThat(status.out().strip()).isEqualTo("{\"up\":false,\"servers\":[]}");
    ConsoleRun down = ConsoleRun.of("down", "--work", work.toString());
    assertThat(down.exitCode()).isZero();
    assertThat(down.out()).startsWith("nothing is up");
  }

  @Test
  @DisplayName("submit without a cluster says how to get one")
  void submitNeedsACluster() {
    ConsoleRun run =
        ConsoleRun.of("submit", "policy", "--jar", "any.jar", "--work", work.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'sealstream up --work " + work + "'").contains("--jobmanager");
  }

  private static String[] plus(List<String> name, String argument) {
    List<String> all = new ArrayList<>(name);
    all.add(argument);
    return all.toArray(String[]::new);
  }
}
