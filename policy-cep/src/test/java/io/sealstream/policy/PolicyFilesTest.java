package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading policies from disk. */
class PolicyFilesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aFolderIsReadBelowAndByNameAFileAsItIs() throws IOException {
    write("rules/b.yml", "b");
    write("rules/a/z.yaml", "z");
    write("rules/readme.md", "no policy");
    write("one.txt", "one");
    PolicyFiles files = PolicyFiles.read(List.of(at("rules"), at("one.txt")));
    assertThat(files.problems()).isEmpty();
    assertThat(files.required())
        .containsExactly(
            new PolicySource("a/z.yaml", at("rules/a/z.yaml"), "z"),
            new PolicySource("b.yml", at("rules/b.yml"), "b"),
            new PolicySource("one.txt", at("one.txt"), "one"));
  }

  @Test
  void whatIsNoTextIsAProblemAtItsPlaceAndHidesNothing() throws IOException {
    write("good.yml", "title: \u00e4");
    byte[] latin1 = "title: a\nauthor: J\u00f6rg".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("latin1.yml"), latin1);
    Files.write(folder.resolve("cut.yml"), new byte[] {'a', (byte) 0xC3});
    Files.write(folder.resolve("large.yml"), new byte[3 * 1024 * 1024 + 1]);
    PolicyFiles files = PolicyFiles.read(List.of(folder.toString()));
    assertThat(files.sources()).extracting(PolicySource::name).containsExactly("good.yml");
    assertThat(files.problems())
        .extracting(PolicyProblem::toString)
        .containsExactly(
            at("cut.yml") + ":1:2: not UTF-8 text: save the file as UTF-8",
            at("large.yml") + ":1:1: larger than 3145728 bytes: no policy is",
            at("latin1.yml") + ":2:10: not UTF-8 text: save the file as UTF-8");
    assertThatThrownBy(files::required)
        .isInstanceOf(PolicyCompilationException.class)
        .hasMessageContaining("latin1.yml:2:10")
        .hasMessageContaining("large.yml:1:1");
  }

  @Test
  void whatIsNotThereOrHoldsNothingIsAnErrorOfItsOwn() {
    assertThatThrownBy(() -> PolicyFiles.read(List.of(at("nowhere"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere is no file and no folder on this machine");
    assertThatThrownBy(() -> PolicyFiles.read(List.of(folder.toString())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no *.yml and no *.yaml file");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }
}
