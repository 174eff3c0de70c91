package io.sealstream.policy.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an envelope may not say: where, and what was expected. */
class EnvelopeProblemsTest {

  /** The line is the fifth. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          tenats: [acme] ~ 1 ~ unknown key 'tenats' in the envelope; did you mean tenants?
          effective-from: 2026-12-01 ~ 1 ~ unknown key 'effective-from' in the envelope; did you mean effectiveFrom?
          mode: on ~ 7 ~ mode must be disabled, shadow, enforce or {percent-of-groups: 1 to 99}
          mode: {percent-of-groups: 100} ~ 27 ~ percent-of-groups must be a whole number, 1 to 99
          mode: {percent-of-groups: 0} ~ 27 ~ percent-of-groups must be a whole number, 1 to 99
          mode: {percent-of-groups: '10'} ~ 27 ~ percent-of-groups must be a whole number, 1 to 99
          mode: {percent: 10} ~ 8 ~ unknown key 'percent' in mode; there are percent-of-groups
          effectiveFrom: 2026-12-01 ~ 16 ~ effectiveFrom must be an RFC 3339 time with offset, as in 2026-12-01T00:00:00Z
          effectiveFrom: 2026-12-01T00:00:00 ~ 16 ~ effectiveFrom must be an RFC 3339 time with offset, as in 2026-12-01T00:00:00Z
          tenants: [acme, Globex] ~ 17 ~ a tenant must be 1 to 64 lower-case letters, digits and underscores
          tenants: [] ~ 10 ~ tenants names nobody; leave it out for everybody
          tenants: {but: [a]} ~ 11 ~ unknown key 'but' in tenants; there are except
          severity: fatal ~ 11 ~ severity must be informational, low, medium, high or critical
          tags: [T1110] ~ 8 ~ tags must be a tag with its namespace, as in attack.t1110
          controls: [AC-9] ~ 12 ~ controls must be the id of a control, as in AC-09
          runbook: /etc/runbook ~ 10 ~ runbook must be an http or https address, or a relative path without '..'
          runbook: docs/../../x.md ~ 10 ~ runbook must be an http or https address, or a relative path without '..'
          runbook: ftp://x ~ 10 ~ runbook must be an http or https address, or a relative path without '..'
          attribution: {licence: MIT} ~ 15 ~ unknown key 'licence' in attribution; did you mean license?
          attribution: {link: somewhere} ~ 21 ~ link must be an http, https or urn: address
          fields: [a] ~ 9 ~ fields must be a map
          fields: {a: [b]} ~ 10 ~ fields must be a map of field name to field name
          lookups: {a: []} ~ 14 ~ the lookup is empty
          lookups: {a: [[b]]} ~ 15 ~ a lookup must be a list of strings
          lookups: {a b: c} ~ 11 ~ the name of a lookup must be letters, digits and . _ -
          dedup: {by: a} ~ 8 ~ dedup has no window
          dedup: {window: 1y} ~ 17 ~ window must be a number and one of ms, s, m, h, d, w, as in 90m
          dedup: {window: 0s} ~ 17 ~ window must not be zero
          time: {ties: maybe} ~ 14 ~ ties must be ordered or strict
          time: {lateness: soon} ~ 18 ~ lateness must be a number and one of ms, s, m, h, d, w, as in 90m
          exceptions: none ~ 13 ~ exceptions must be a list of maps
          tests: {name: a} ~ 8 ~ tests must be a list of maps
          sequence: [a] ~ 11 ~ sequence must be a map
          """)
  void keysAndValues(String line, int column, String message) {
    assertThat(Envelopes.problems(Envelopes.with("title: A title\n" + line)))
        .contains("6:" + column + ": " + message);
  }

  @Test
  void whatIsRequiredIsMissedAtTheEnvelope() {
    assertThat(Envelopes.problems("apiVersion: policy/v1\n"))
        .containsExactlyInAnyOrder(
            "1:1: the envelope has no id",
            "1:1: the envelope has no version",
            "1:1: the envelope has no owner");
    assertThat(Envelopes.problems(Envelopes.with("absence: {}\n")))
        .containsExactly("1:1: the envelope has no title");
  }

  @Test
  void anotherVersionOfTheFormIsRefusedWhole() {
    assertThat(Envelopes.problems("apiVersion: policy/v2\nfoo: 1\n"))
        .containsExactly("1:13: apiVersion must be policy/v1, the only one");
  }

  @Test
  void idAndVersion() {
    assertThat(Envelopes.problems("apiVersion: policy/v1\nid: Not\nversion: 1.5\nowner: ''\n"))
        .containsExactlyInAnyOrder(
            "2:5: id must be lower-case letters, digits and . _ -, at most 128",
            "3:10: version must be a whole number, 1 or more",
            "4:8: owner must be a text");
    assertThat(Envelopes.problems("apiVersion: policy/v1\nid: a\nversion: 0\nowner: a\n"))
        .containsExactly("3:10: version must be a whole number, 1 or more");
  }

  @Test
  void anExceptionNeedsEverythingThatMakesItGoverned() {
    assertThat(Envelopes.problems(Envelopes.with("exceptions:\n  - match: {actor.id: a}\n")))
        .containsExactlyInAnyOrder(
            "6:5: the exception has no id",
            "6:5: the exception has no reason",
            "6:5: the exception has no approver",
            "6:5: the exception has no ticket",
            "6:5: the exception has no expires");
  }

  @Test
  void whatAnExceptionMatchesIsASearch() {
    String rest = ", reason: r, approver: a, ticket: T-1, expires: 2027-01-01T00:00:00Z}\n";

    assertThat(
            Envelopes.problems(
                Envelopes.with(
                    "exceptions:\n  - {id: a, match: word"
                        + rest
                        + "  - {id: b, match: {f|foo: 1}"
                        + rest
                        + "  - {id: a, match: {f: 1}"
                        + rest)))
        .containsExactlyInAnyOrder(
            "6:20: match must be a map of fields, or a list of such maps",
            "7:23: unknown modifier 'foo' " + Rules.MODIFIERS,
            "8:10: two exceptions are called a");
  }
}
