package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused: with file, line, column and what was expected, and all of it in one run. */
class ProblemsTest {

  /** The selection begins in column 16 of line 3. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {f|foo: a}                        ; 19 ; unknown modifier 'foo' {modifiers}
          {f|contains|foo: a}               ; 28 ; unknown modifier 'foo' {modifiers}
          {'f|foo': a}                      ; 20 ; unknown modifier 'foo' {modifiers}
          {f|: a}                           ; 19 ; unknown modifier '' {modifiers}
          {f|expand: '%a%'}                 ; 27 ; no lookup is called a: lookups stand in an envelope
          {f|expand: a}                     ; 27 ; expand expects a placeholder, as in %admins%
          {f|re|expand: '%a%'}              ; 17 ; expand goes with texts and cidr only
          {f|i: a}                          ; 19 ; modifier 'i' needs 're' before it
          {f|re|cidr: a}                    ; 17 ; modifiers exclude each other: use one of re, cidr, exists, fieldref, a comparison, a part of a time
          {f|gt|lt: 1}                      ; 17 ; modifiers exclude each other: use one of re, cidr, exists, fieldref, a comparison, a part of a time
          {f|re|contains|endswith: a}       ; 17 ; re goes with i, m, s, one of startswith, endswith, contains, 'all' and 'neq' only
          {f|re|base64: a}                  ; 17 ; re goes with i, m, s, one of startswith, endswith, contains, 'all' and 'neq' only
          {f|re|cased: a}                   ; 17 ; re goes with i, m, s, one of startswith, endswith, contains, 'all' and 'neq' only
          {f|contains|re: a}                ; 28 ; 're' comes before the others
          {f|cidr|contains: 10.0.0.0/8}     ; 17 ; cidr, comparisons and parts of a time go with 'all' and 'neq' only
          {f|exists|all: true}              ; 17 ; exists stands alone
          {f|fieldref|base64: g}            ; 17 ; fieldref goes with one of startswith, endswith, contains only
          {f|wide: ä}                       ; 25 ; a UTF-16 modifier without base64 or base64offset right after it is for characters whose bytes are ASCII
          {f|wide|contains|base64: a}       ; 41 ; a text with wildcards cannot be Base64
          {f|cidr: 192.0.2.0/33}            ; 25 ; prefix length must be 0 to 32, or a mask such as 255.0.0.0: 192.0.2.0/33
          {f|cidr: 10.0.0.0/255.0.255.0}    ; 25 ; prefix length must be 0 to 32, or a mask such as 255.0.0.0: 10.0.0.0/255.0.255.0
          {f|cidr: 10.0.0.1/255.0.0.0}      ; 25 ; address has bits set behind its prefix (write the network's own address): 10.0.0.1/255.0.0.0
          {f|cidr: '2001:db8::/ffff::'}     ; 25 ; prefix length must be 0 to 128: 2001:db8::/ffff::
          {f|windash|base64: -a -b -c -d -e} ; 35 ; a text with more than four dashes of options cannot be encoded behind windash: each may be one of five, so split it
          {f|cidr: 192.0.2.1/24}            ; 25 ; address has bits set behind its prefix (write the network's own address): 192.0.2.1/24
          {f|cidr: example.com}             ; 25 ; no IPv4 or IPv6 network: example.com
          {f|exists: maybe}                 ; 27 ; exists expects true or false
          {f|gt: many}                      ; 23 ; expected a number
          {f|gt: '5'}                       ; 23 ; expected a number
          {f|hour: noon}                    ; 25 ; expected a number
          {f|fieldref: 'g*'}                ; 29 ; fieldref expects the name of a field
          {f|re: null}                      ; 23 ; expected a string
          {f|contains: null}                ; 29 ; null has no text: expected a string
          {f|base64: 'a*'}                  ; 27 ; a text with wildcards cannot be Base64
          {f|base64offset: ''}              ; 33 ; the text is too short for base64offset
          {f: {g: a}}                       ; 20 ; expected a string, a number, true, false or null
          {f: [a, [b]]}                     ; 24 ; expected a string, a number, true, false or null
          {f: []}                           ; 17 ; the list of values is empty
          {[f]: a}                          ; 17 ; expected a field name
          {<<: a}                           ; 17 ; merge keys are not supported: write out what is meant
          {'|exists': true}                 ; 17 ; this modifier needs a field before it
          {'|gt': 1}                        ; 17 ; this modifier needs a field before it
          {'|hour': 1}                      ; 17 ; this modifier needs a field before it
          {f|cidr: 010.0.0.0/8}             ; 25 ; no IPv4 or IPv6 network: 010.0.0.0/8
          {f|cidr: 'fe80::1%a'}             ; 25 ; no IPv4 or IPv6 network: fe80::1%a
          {f: a, f: b}                      ; 23 ; key 'f' occurs twice in this map
          {}                                ; 16 ; selection is empty
          []                                ; 16 ; selection is empty
          [{f: a}, {}]                      ; 25 ; selection is empty
          null                              ; 16 ; null has no text: expected a string
          """)
  void selectionsThatMeanNothing(String selection, int column, String message) {
    assertThat(problems(Rules.withSelection(selection)))
        .containsExactly(new PolicyProblem("rule.yml", 3, column, Rules.withModifiers(message)));
  }

  @ParameterizedTest
  @CsvSource({"'a(', 23", "'a)(b', 23", "'(?=a)b', 23", "'(a)\\1', 23"})
  void whatRe2CannotMatchInLinearTime(String regex, int column) {
    assertThat(problems(Rules.withSelection("{f|re: '" + regex + "'}")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.column()).isEqualTo(column))
        .asString()
        .contains("rule.yml:3:", "beyond RE2, which knows no look-around and no back references");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {s: {f: a}}                                    ; 12 ; detection has no condition
          {s: {f: a}, condition: s and t}                ; 41 ; no selection is called t (there are s)
          {s: {f: a}, condition: 's and t'}              ; 42 ; no selection is called t (there are s)
          {s: {f: a}, condition: [s, t]}                 ; 39 ; no selection is called t (there are s)
          {s: {f: a}, condition: {s: t}}                 ; 35 ; expected a condition over selections
          {s: {f: a}, condition: []}                     ; 35 ; expected a condition over selections
          {s: {f: a}, condition: null}                   ; 35 ; expected a condition over selections
          {s: {f: a}, condition: s AND s}                ; 37 ; found 'AND' (operators are lower case), expected 'and', 'or' or the end of the condition
          {s: {f: a}, condition: Not s}                  ; 35 ; no selection is called Not (operators are lower case) (there are s)
          {s: {f: a}, condition: s, <<: {f: b}}          ; 38 ; merge keys are not supported: write out what is meant
          {s: {f: a}, condition: s, [t]: {f: b}}         ; 38 ; expected the name of a selection
          {s: {f: a}, condition: 's | count() > 5'}      ; 38 ; found '|' (aggregations by '|' are not Sigma 2), expected 'and', 'or' or the end of the condition
          """)
  void detectionsThatMeanNothing(String detection, int column, String message) {
    assertThat(problems(Rules.withDetection(detection)))
        .containsExactly(new PolicyProblem("rule.yml", 3, column, Rules.withModifiers(message)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {logsource: {}, detection: {s: {f: a}, condition: s}}           ; 1  ; the rule has no title
          {title: , logsource: {}, detection: {s: {f: a}, condition: s}}  ; 8  ; the rule has no title
          {title: [a], logsource: {}, detection: {s: {f: a}, condition: s}} ; 9 ; title must be a string
          {title: a, detection: {s: {f: a}, condition: s}}                ; 1  ; the rule has no logsource
          {title: a, logsource: aws, detection: {s: {f: a}, condition: s}} ; 23 ; logsource must be a map
          {title: a, logsource: {product: [a]}, detection: {s: {f: a}, condition: s}} ; 33 ; product must be a string
          {title: a, logsource: {}}                                       ; 1  ; the rule has no detection
          {title: a, logsource: {}, detection: s}                         ; 38 ; detection must be a map
          {title: a, level: bad, logsource: {}, detection: {s: {f: a}, condition: s}} ; 19 ; level must be informational, low, medium, high or critical
          {title: a, tags: {b: c}, logsource: {}, detection: {s: {f: a}, condition: s}} ; 18 ; tags must be a list of strings
          {title: a, correlation: event_count}                            ; 25 ; correlation must be a map
          {<<: {level: low}, title: a, logsource: {}, detection: {s: {f: a}, condition: s}} ; 2 ; merge keys are not supported: write out what is meant
          {title: a, logsource: {<<: {product: b}}, detection: {s: {f: a}, condition: s}} ; 24 ; merge keys are not supported: write out what is meant
          {action: global, title: a}                                      ; 10 ; 'action' documents are not Sigma 2: write every rule out
          [a]                                                             ; 1  ; expected a rule: a map with title, logsource and detection
          text                                                            ; 1  ; expected a rule: a map with title, logsource and detection
          ---                                                             ; 1  ; the file holds no policy
          """)
  void documentsThatAreNoRules(String document, int column, String message) {
    assertThat(problems(new PolicySource("rule.yml", document)))
        .containsExactly(new PolicyProblem("rule.yml", 1, column, message));
  }

  @Test
  void textThatIsNotYamlIsRefusedAtItsPlace() {
    assertThat(
            problems(
                new PolicySource("rule.yml", "title: a\nlogsource: {product: b\ndetection: c")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.line()).isEqualTo(3))
        .asString()
        .contains("not YAML: ");
  }

  @Test
  void everythingWrongInEveryFileIsToldAtOnce() {
    var first =
        new PolicySource(
            "b.yml",
            """
            title: Two mistakes
            level: severe
            logsource: {product: app}
            detection:
              one:
                f|nosuch: x
                g|gt: many
              condition: one or two
            """);
    var second =
        new PolicySource(
            "a.yml",
            """
            title: Documents of one file
            logsource: {product: app}
            detection: {s: {f: a}, condition: s}
            ---
            title: A correlation
            correlation: {type: event_count, rules: [b], timespan: 1m, condition: {gte: 2}}
            ---
            logsource: {product: app}
            """);

    assertThat(problems(first, second))
        .extracting(PolicyProblem::toString)
        .containsExactly(
            "a.yml:6:42: no rule has the name or id b, neither in this file nor in another that is"
                + " given with it",
            "a.yml:8:1: the rule has no detection",
            "a.yml:8:1: the rule has no title",
            "b.yml:2:8: level must be informational, low, medium, high or critical",
            "b.yml:6:7: unknown modifier 'nosuch' " + Rules.MODIFIERS,
            "b.yml:7:11: expected a number",
            "b.yml:8:21: no selection is called two (there are one)");
  }

  @Test
  void oneIdBelongsToOnePolicy() {
    String rule =
        """
        title: A
        id: 4f1c2d3e-0000-4000-8000-000000000001
        logsource: {product: app}
        detection: {s: {f: a}, condition: s}
        """;

    assertThat(problems(new PolicySource("a.yml", rule), new PolicySource("b.yml", rule)))
        .containsExactly(
            new PolicyProblem(
                "b.yml",
                2,
                5,
                "policy id 4f1c2d3e-0000-4000-8000-000000000001 is already taken by a.yml"));
  }

  @Test
  void aSecondRuleOfAFileNeedsAnId() {
    String rule = "title: A\nlogsource: {}\ndetection: {s: {f: a}, condition: s}\n";

    assertThat(problems(new PolicySource("a.yml", rule + "---\n" + rule)))
        .containsExactly(
            new PolicyProblem(
                "a.yml",
                5,
                1,
                "the rule has no id, and the file's name is already taken by another rule"));
  }

  @Test
  void selectionsThatContainThemselvesAreRefused() {
    assertThatThrownBy(() -> compile(Rules.withSelection("&x [{f: a}, *x]")))
        .hasMessageContaining("a selection cannot contain itself");
  }

  @Test
  void whatIsProbablyNotMeantIsAWarning() {
    var rule =
        new PolicySource(
            "rule.yml",
            """
            title: A
            id: mine
            logsource: {product: app}
            detection:
              used: {f|contains|all: a}
              unused: {f: b}
              condition: used
            """);

    assertThat(PolicyEvaluation.check(List.of(rule)))
        .extracting(PolicyProblem::toString)
        .containsExactly(
            "rule.yml:2:5: Sigma expects a UUID as id",
            "rule.yml:5:10: 'all' on a single value says nothing",
            "rule.yml:6:3: the condition does not use selection unused");
  }

  private static List<PolicyProblem> problems(PolicySource... sources) {
    var refused = catchThrowableOfType(PolicyCompilationException.class, () -> compile(sources));
    assertThat(refused).as("refused").isNotNull();
    return refused.problems();
  }

  private static PolicyBook compile(PolicySource... sources) {
    return PolicyCompiler.compile(Arrays.asList(sources));
  }
}
