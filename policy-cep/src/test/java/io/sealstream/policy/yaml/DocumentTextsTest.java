package io.sealstream.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** A file's documents as they are written. */
class DocumentTextsTest {

  @Test
  void eachDocumentIsItsOwnLines() {
    assertThat(
            texts("# one\na: 1\n\n---\nb: |\n  ---\n  x\n--- # two\n{c: 3}\n...\n---\n---\nd: 4"))
        .containsExactly("# one\na: 1\n\n", "b: |\n  ---\n  x\n", "# two\n{c: 3}\n", "d: 4\n");
  }

  @Test
  void aDocumentMayBeginBehindItsMarker() {
    assertThat(texts("--- {a: 1}\n---  {b: 2}\r\n---\r\nc: 3\r\n---\n  d: 4\n"))
        .containsExactly("{a: 1}\n", "{b: 2}\n", "c: 3\r\n", "  d: 4\n");
    assertThat(texts("\uFEFF---\na: 1\n")).containsExactly("a: 1\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1",
        "a: |+\n  x\n\n",
        "# a comment\na: 1 # ---\n",
        "a: 'x\n\n  y'\n",
        "{a: [1, 2]}\n...\n"
      })
  void whatIsAppendedIsReadAsItWasAlone(String document) {
    String alone = DocumentTexts.of(document).of(read(document).get(0), new Problems());
    String whole = DocumentTexts.append("first: 1", List.of(alone, alone));

    assertThat(read(whole)).hasSize(3);
    assertThat(texts(whole)).containsExactly("first: 1\n", alone, alone);
  }

  @Test
  void nothingAppendedChangesNothing() {
    assertThat(DocumentTexts.append("a: 1", List.of())).isEqualTo("a: 1");
  }

  @Test
  void directivesAreRefused() {
    String text = "# x\n%TAG !e! tag:e,2000:\n---\na: 1\n";
    var problems = new Problems();
    var unused = DocumentTexts.of(text).of(read(text).get(0), problems);

    assertThat(problems.errors())
        .containsExactly(
            new Problem(
                "f.yml",
                4,
                1,
                "what other files use is read without YAML directives: leave % lines out"));
  }

  private static List<String> texts(String text) {
    var texts = DocumentTexts.of(text);
    return read(text).stream().map(document -> texts.of(document, new Problems())).toList();
  }

  private static List<MappingNode> read(String text) {
    var problems = new Problems();
    var documents = YamlDocuments.read("f.yml", text, problems);
    assertThat(problems.errors()).isEmpty();
    return documents;
  }
}
