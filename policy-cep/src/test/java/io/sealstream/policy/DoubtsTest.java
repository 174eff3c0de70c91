package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not wrong in a rule but certainly not meant; and that nothing else is doubted. */
class DoubtsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {f|contains: ''}             ; 29 ; every value has an empty text in it
          {f|startswith: [a, '']}      ; 35 ; every value has an empty text in it
          ['']                         ; 17 ; every value has an empty text in it
          {f|re: '.*'}                 ; 23 ; the expression is found in every value
          {f|re: ''}                   ; 23 ; the expression is found in every value
          {f|re: '^.*$'}               ; 23 ; the expression is found in every value
          {f|re: '^(a|b)*'}            ; 0  ;
          {f|re: 'x*$'}                ; 23 ; the expression is found in every value
          {f|re: '[a-z]*'}             ; 23 ; the expression is found in every value
          {f|re|startswith: 'x*$'}     ; 0  ;
          {f|re|endswith: '^x*'}       ; 0  ;
          {f|hour: 24}                 ; 25 ; hour is never so
          {f|month|gt: 12}             ; 29 ; month is never so
          {f|minute|gte: 0}            ; 31 ; minute is always so
          {f|fieldref: f}              ; 29 ; compares the field with itself
          {f|contains|all: [a]}        ; 17 ; 'all' on a single value says nothing
          {f|contains|contains: a}     ; 17 ; modifier 'contains' stands there twice
          {f|re|i|i: a}                ; 17 ; modifier 'i' stands there twice
          {f|base64|base64: a}         ; 0  ;
          {f|startswith|endswith: a}   ; 17 ; startswith, endswith and contains take each other's places away
          {f|base64offset: abc}        ; 17 ; base64offset without contains asks for values that hold nothing else
          {f|base64offset|contains: abc} ; 0 ;
          {'|base64offset': abc}       ; 0  ;
          {'|contains': abc}           ; 0  ;
          """)
  void aValueThatDecidesNothing(String selection, int column, String message) {
    List<PolicyProblem> warnings = warnings(Rules.withSelection(selection));
    if (message == null) {
      assertThat(warnings).isEmpty();
      return;
    }
    assertThat(warnings)
        .filteredOn(w -> w.column() == column && w.message().startsWith(message))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{f: '*'}",
        "{f|contains: '*'}",
        "{f: ''}",
        "{f|re: 'a.*'}",
        "{f|re: '.+'}",
        "{f|re: '^$'}",
        "{f|re: '^a*$'}",
        "{f|re: '^a|b*$'}",
        "{f|re: '\\bx*\\b'}",
        "{f|re: 'x?\\$'}",
        "{f|hour|gte: 22}",
        "{f|week: 53}",
        "{f|year|lt: 2020}",
        "{f: [a, null]}",
        "{f: null}",
        "{f|exists: false}",
        "{f|fieldref: g}",
        "{f: a, f|endswith: b}",
        "{f|contains|all: [a, b]}",
        "[a, b]"
      })
  void aValueThatMayDecide(String selection) {
    assertThat(warnings(Rules.withSelection(selection))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{s: {f: a}, condition: s and not s}",
        "{s: {f: a, g: b}, t: {f: a}, condition: s and not t}",
        "{s: {f|contains: a}, t_1: {f|contains: a}, t_2: {g: b}, condition: s and not 1 of t_*}",
        "{s: {f: a}, t: {f|neq: a}, condition: all of them}",
        "{s: {f|hour: 24}, condition: s}",
        "{s: {f: [a, b]}, t: {f: [a, b], g: c}, condition: not s and t}"
      })
  void aConditionThatNoEventFulfils(String detection) {
    assertThat(warnings(Rules.withDetection(detection)))
        .extracting(PolicyProblem::message)
        .contains("no event can match: the condition contradicts itself");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{s: {f: a}, condition: s or not s}",
        "{s: {f: a}, t: {f|neq: a}, condition: 1 of them}",
        "{s: {f: [null, '*']}, condition: s}",
        "{s: {f|exists: [true, false]}, condition: s}",
        "{s: {f: a, g: b}, condition: not s or s}"
      })
  void aConditionThatEveryEventFulfils(String detection) {
    assertThat(warnings(Rules.withDetection(detection)))
        .extracting(PolicyProblem::message)
        .containsExactly("every event of the log source matches");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{s: {f: a}, t: {f: b}, condition: s and t}",
        "{s: {f: a, g: b}, t: {f: a}, condition: t and not s}",
        "{s: {f|all: [a, b]}, condition: s}",
        "{s: {f: [null, '*'], g: a}, condition: s}",
        "{s: {f: a}, condition: not s}",
        "{s: {f: [a, b]}, t: {f: a}, condition: s and not t}"
      })
  void aConditionThatSomeEventsFulfilForArraysFanOut(String detection) {
    assertThat(warnings(Rules.withDetection(detection))).isEmpty();
  }

  @Test
  void moreFieldsThanCanBeTriedAreNotDoubted() {
    var selection = new StringBuilder("{f0: a");
    for (int i = 1; i < 40; i++) {
      selection.append(", f").append(i).append(": a");
    }
    assertThat(warnings(Rules.withDetection("{s: " + selection + "}, condition: s and not s}")))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {CommandLine: x}                  ; no event has the field CommandLine: a rule without a product reads the event's own
          {action|fieldref: nowhere}        ; no event has the field nowhere
          {outcome: FAILED}                 ; outcome is never so: it is one of DENIED, FAILURE, SUCCESS, UNKNOWN
          {event.outcome: denied}           ; event.outcome is never so: it is one of failure, success, unknown
          {auth.mfa: 1}                     ; auth.mfa is never so: it is one of false, true
          {action: a, action|endswith: b}   ;
          {action|all: [a, b]}              ; no event can match: the condition contradicts itself
          {actor.roles|all: [a, b]}         ;
          {labels.team: x, user.id: y}      ;
          {changes.new: null, outcome: denied, event.category: iam} ;
          """)
  void ownFieldsAreKnown(String selection, String message) {
    List<PolicyProblem> warnings = warnings(own("{s: " + selection + ", condition: s}"));
    if (message == null) {
      assertThat(warnings).isEmpty();
    } else {
      assertThat(warnings).extracting(PolicyProblem::message).contains(message);
    }
  }

  @Test
  void aFieldWithOneValueCannotHaveTwo() {
    assertThat(warnings(own("{s: {action: a}, t: {action: b}, condition: s and t}"))).hasSize(1);
    assertThat(warnings(own("{s: {action: a}, t: {action: b}, condition: s or t}"))).isEmpty();
    assertThat(warnings(own("{s: {actor.roles: a}, t: {actor.roles: b}, condition: s and t}")))
        .as("an array may")
        .isEmpty();
    assertThat(warnings(own("{s: {action: [a, b]}, t: {action: [b, c]}, condition: s and t}")))
        .isEmpty();
  }

  @Test
  void aMisspelledLogSourceIsTold() {
    var rule =
        new PolicySource(
            "rule.yml",
            "title: A\nlogsource: {produkt: aws}\ndetection: {s: {action: a}, condition: s}\n");
    assertThat(warnings(rule))
        .containsExactly(
            new PolicyProblem(
                "rule.yml",
                2,
                13,
                "logsource is told by product, service and category: produkt changes nothing"));
  }

  @Test
  void realRulesAreDoubtedForReasonsOnly() {
    PolicyFindings findings = PolicyCompiler.examine(DetectionPack.orSkip().rules("rules"));
    assertThat(findings.errors()).isEmpty();
    assertThat(findings.policies()).hasSizeGreaterThanOrEqualTo(151);
    assertThat(findings.warnings()).isEmpty();
  }

  private static PolicySource own(String detection) {
    return new PolicySource("rule.yml", "title: A\nlogsource: {}\ndetection: " + detection + "\n");
  }

  private static List<PolicyProblem> warnings(PolicySource rule) {
    PolicyFindings findings = PolicyCompiler.examine(List.of(rule));
    assertThat(findings.errors()).isEmpty();
    return findings.warnings();
  }

  @Test
  void aTimeframeOfTheOldAggregations() {
    assertThat(warnings(Rules.withDetection("{s: {f: a}, timeframe: 5m, condition: s}")))
        .containsExactly(
            new PolicyProblem(
                "rule.yml",
                3,
                24,
                "timeframe changes nothing: it belonged to aggregations, which are correlations"
                    + " now"));
  }

  @Test
  void aLevelInCapitalsIsTheSameLevel() {
    var rule =
        new PolicySource(
            "rule.yml",
            """
            title: A rule
            level: High
            logsource: {product: vendor}
            detection: {s: {f: a}, condition: s}
            """);
    assertThat(PolicyCompiler.compile(List.of(rule)).policies())
        .extracting(policy -> policy.header().level())
        .containsExactly("high");
  }
}
