package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events a policy gets to see, and from where it reads their fields. */
class PolicySetTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      textBlock =
          """
          {product: app, service: files}     ; app   ; files    ; -   ; true
          {product: App, service: FILES}     ; app   ; files    ; -   ; true
          {product: app}                     ; app   ; files    ; -   ; true
          {product: app, service: files}     ; app   ; -        ; -   ; false
          {product: app, service: files}     ; app   ; payroll  ; -   ; false
          {product: app, service: files}     ; aws   ; files    ; -   ; false
          {service: files}                   ; app   ; files    ; -   ; true
          {product: azure, service: signin}  ; azure ; activity ; -   ; true
          {product: app, category: audit}    ; app   ; -        ; -   ; true
          {product: app, category: audit}    ; app   ; -        ; audit ; true
          {product: app, category: audit}    ; app   ; -        ; web ; false
          {category: audit}                  ; app   ; files    ; web ; false
          {}                                 ; any   ; any      ; any ; true
          """)
  void logSourcesMustAgree(
      String logSource,
      String product,
      @Nullable String service,
      @Nullable String category,
      boolean expected) {
    AuditEvent event = Events.own("e-1");
    event.setLogSource(new LogSource(product, service, category));

    assertThat(Matching.matches(rule(logSource, "{actor.id: u-1}"), event)).isEqualTo(expected);
  }

  @Test
  void aRuleWithAProductReadsTheOriginalAndOneWithoutTheEvent() {
    var source = new LogSource("aws", "cloudtrail", null);
    AuditEvent event = Events.vendor("e-1", source, "{\"action\":\"theirs\"}");

    assertThat(Matching.matches(rule("{product: aws}", "{action: theirs}"), event)).isTrue();
    assertThat(Matching.matches(rule("{product: aws}", "{action: read_record}"), event)).isFalse();
    assertThat(Matching.matches(rule("{service: cloudtrail}", "{action: theirs}"), event))
        .isFalse();
    assertThat(Matching.matches(rule("{service: cloudtrail}", "{action: read_record}"), event))
        .isTrue();
  }

  @Test
  void anUnreadableOriginalIsTold() {
    var policies = new PolicySet(PolicyCompiler.compile(List.of(rule("{product: aws}", "{f: a}"))));
    var source = new LogSource("aws", "cloudtrail", null);

    assertThat(policies.evaluate(Events.vendor("e-1", source, "no JSON")).isOriginalReadable())
        .isFalse();
    assertThat(policies.evaluate(Events.vendor("e-1", source, "{}")).isOriginalReadable()).isTrue();
    assertThat(
            policies
                .evaluate(Events.vendor("e-1", new LogSource("okta", null, null), "no JSON"))
                .isOriginalReadable())
        .as("no policy wanted to read it")
        .isTrue();
  }

  @Test
  void moreLogSourcesThanAreRememberedMatchAllTheSame() {
    var policies = new PolicySet(PolicyCompiler.compile(List.of(rule("{}", "{actor.id: u-1}"))));
    AuditEvent event = Events.own("e-1");
    for (int i = 0; i < 10_100; i++) {
      event.setLogSource(new LogSource("p-" + i, null, null));
      assertThat(policies.evaluate(event).matches()).hasSize(1);
    }
  }

  @Test
  void logSourcesOfOneHashCodeAreToldApart() {
    var policies =
        new PolicySet(PolicyCompiler.compile(List.of(rule("{product: AaBB}", "{actor.id: u-1}"))));
    AuditEvent event = Events.own("e-1");
    for (int i = 0; i < 3; i++) {
      event.setLogSource(new LogSource("AaBB", null, null));
      assertThat(policies.evaluate(event).matches()).hasSize(1);
      event.setLogSource(new LogSource("BBAa", null, null));
      assertThat(policies.evaluate(event).matches()).isEmpty();
    }
  }

  private static PolicySource rule(String logSource, String selection) {
    return new PolicySource(
        "rule.yml",
        "title: A\nlogsource: %s\ndetection: {s: %s, condition: s}\n"
            .formatted(logSource, selection));
  }
}
