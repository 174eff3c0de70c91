package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the compiler says of envelopes that go with no rule, or with a wrong one. */
class EnvelopeErrorsTest {
  private static final String RULE =
      """
      ---
      title: Record read
      id: 4f1c2d3e-0000-4000-8000-000000000001
      author: A. Author
      level: low
      tags: [attack.collection]
      logsource: {product: app, service: files}
      detection: {s: {action: read_record}, condition: s}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          ''                   ~ an envelope governs one rule or one outermost correlation of its file, or has a sequence or an absence; found none
          RULERULE             ~ an envelope governs one rule or one outermost correlation of its file, or has a sequence or an absence; found 2: Record read, Record read
          """)
  void anEnvelopeGovernsExactlyOneFinding(String parts, String message) {
    assertThatThrownBy(() -> PolicyCompiler.compile(List.of(file("", parts.replace("RULE", RULE)))))
        .isInstanceOf(PolicyCompilationException.class)
        .hasMessage("p.yml:1:1: " + message);
  }

  @Test
  void anEnvelopeComesFirstAndAlone() {
    String envelope = file("", "").text();

    assertThatThrownBy(
            () ->
                PolicyCompiler.compile(
                    List.of(new PolicySource("p.yml", RULE + "---\n" + envelope))))
        .hasMessage("p.yml:10:1: an envelope must be the first document of its file");
    assertThatThrownBy(
            () ->
                PolicyCompiler.compile(
                    List.of(new PolicySource("p.yml", envelope + RULE + "---\n" + envelope))))
        .hasMessage("p.yml:14:1: a file has one envelope: write another file");
  }

  @Test
  void whatIsWrongInTheEnvelopeAndBehindItIsToldInOneRun() {
    assertThatThrownBy(
            () ->
                PolicyCompiler.compile(
                    List.of(file("severity: bad\n", RULE.replace("action:", "action|foo:")))))
        .hasMessageContaining("p.yml:5:11: severity must be")
        .hasMessageContaining("p.yml:13:24: unknown modifier 'foo'");
  }

  @Test
  void whatIsWrongInASequenceIsToldAtItsPlace() {
    assertThatThrownBy(
            () -> PolicyCompiler.compile(List.of(file("title: A\nsequence: {within: 5m}\n", RULE))))
        .hasMessageContaining("p.yml:6:11: ");
  }

  @Test
  void aFindingThatDoesNotCompileIsNotCounted() {
    assertThatThrownBy(
            () ->
                PolicyCompiler.compile(
                    List.of(file("", RULE + RULE + RULE.replace("action:", "action|foo:")))))
        .hasMessage("p.yml:28:24: unknown modifier 'foo' " + Rules.MODIFIERS);
  }

  @Test
  void anIdIsTakenOnce() {
    assertThatThrownBy(() -> PolicyCompiler.compile(List.of(file("", RULE), file("", RULE))))
        .hasMessage("p.yml:2:5: policy id read-records is already taken by p.yml");
  }

  private static PolicySource file(String lines, String parts) {
    return new PolicySource(
        "p.yml",
        "apiVersion: policy/v1\nid: read-records\nversion: 7\nowner: team\n" + lines + parts);
  }
}
