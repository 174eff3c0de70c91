package io.sealstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.cli.reckoning.ExpectedMatches;
import io.sealstream.cli.reckoning.Match;
import io.sealstream.local.LocalHome;
import io.sealstream.schemas.ingest.ImportFormat;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoInputTest {
  @TempDir private Path pack = Path.of("");
  private Path logs = Path.of("");
  private Path rules = Path.of("");
  private Path expected = Path.of("");

  @BeforeEach
  void makePack() throws IOException {
    logs = Files.createDirectories(pack.resolve("events")).resolve("x.jsonl");
    Files.writeString(logs, "{}");
    rules = Files.createDirectories(pack.resolve("sigma-rules"));
    expected = Files.createDirectories(pack.resolve("expected")).resolve("x.json");
    Files.writeString(expected, "{\"rules\":{\"a.yml\":{\"sigma_id\":\"A\",\"events\":[\"1\"]}}}");
  }

  @Test
  @DisplayName("logs in a pack are judged by its rules and compared with its expectations")
  void packIsFound() throws IOException {
    DemoInput input = DemoInput.logs(logs, ImportFormat.ENVELOPE, null, null);
    assertThat(input.policies()).isEqualTo(rules.toAbsolutePath());
    assertThat(input.expected())
        .extracting(ExpectedMatches::matches)
        .isEqualTo(Set.of(new Match("A", "1")));
  }

  @Test
  @DisplayName("other policies are not held to the pack's expectations, unless they are named")
  void otherPoliciesAreNotCompared() throws IOException {
    assertThat(DemoInput.logs(logs, ImportFormat.ENVELOPE, pack, null).expected()).isNull();
    assertThat(DemoInput.logs(logs, ImportFormat.ENVELOPE, pack, expected).expected()).isNotNull();
  }

  @Test
  @DisplayName("the sample is compared with what its own policies must find, and only those")
  void sampleBringsItsExpectations() throws IOException {
    LocalHome home = LocalHome.find();
    assertThat(DemoInput.sample(home, null).expected())
        .extracting(ExpectedMatches::matches, InstanceOfAssertFactories.SET)
        .hasSize(10);
    assertThat(DemoInput.sample(home, pack).expected()).isNull();
  }

  @Test
  void logsOutsideOfAPackMeanTheSamplesPolicies() throws IOException {
    Path alone = Files.writeString(pack.resolve("x.jsonl"), "{}");
    DemoInput input = DemoInput.logs(alone, ImportFormat.NATIVE, null, null);
    assertThat(input.policies()).isNull();
    assertThat(input.expected()).isNull();
    assertThatThrownBy(() -> DemoInput.logs(pack.resolve("none"), ImportFormat.NATIVE, null, null))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("none");
  }
}
