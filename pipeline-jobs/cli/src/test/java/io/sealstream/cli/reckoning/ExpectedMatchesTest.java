package io.sealstream.cli.reckoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedMatchesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void namesEachMatchThatIsMissingAndEachThatIsExtra() throws IOException {
    ExpectedMatches expected =
        read(
            "{\"note\":\"n\",\"rules\":{\"a.yml\":{\"sigma_id\":\"A\",\"events\":[\"1\",\"2\"]}}}");

    assertThat(expected.differences(Set.of(new Match("A", "1"), new Match("A", "2")))).isEmpty();
    assertThat(expected.differences(Set.of(new Match("A", "1"), new Match("B", "2"))))
        .containsExactly("MISSING violation of A on 2", "EXTRA violation of B on 2");
  }

  @Test
  void aFileOfAnotherFormIsRefused() {
    assertThatThrownBy(() -> read("{}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("rules");
    assertThatThrownBy(() -> read("{\"rules\":{\"a.yml\":{\"events\":[]}}}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sigma_id");
  }

  @Test
  void whatIsNotJsonIsNamedWithLineAndColumn() {
    assertThatThrownBy(() -> read("{\n  \"rules\": hello}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.resolve("expected.json") + ":2:")
        .hasMessageContaining("not JSON: Unrecognized token");
  }

  private ExpectedMatches read(String json) throws IOException {
    return ExpectedMatches.read(Files.writeString(folder.resolve("expected.json"), json));
  }
}
