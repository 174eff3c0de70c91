package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.sample.SampleGenerator;
import io.sealstream.schemas.sample.SampleOptions;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Change;
import io.sealstream.schemas.v1.Geo;
import io.sealstream.schemas.v1.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sample policies must tell apart: each story's trigger with one thing changed. */
class SamplePoliciesNearMissTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SamplePolicies policies = new SamplePolicies();

  @Test
  void aLoginWhoseCountryIsNotKnownIsNotUnusual() {
    assertThat(own("mass-download-after-unusual-login", 0, login -> login.getSource().setGeo(null)))
        .isEmpty();
    assertThat(own("mass-download-after-unusual-login", 0, login -> geo(login).setCountry(null)))
        .isEmpty();
    assertThat(own("mass-download-after-unusual-login", 0, login -> geo(login).setCountry("")))
        .isEmpty();
  }

  @Test
  void aLoginFromAnyCountryThatIsNotUsualIsFound() {
    assertThat(own("mass-download-after-unusual-login", 0, login -> geo(login).setCountry("IS")))
        .containsExactly("login-from-unusual-country.yml");
    assertThat(own("mass-download-after-unusual-login", 0, login -> geo(login).setCountry("pl")))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILURE", "DENIED", "UNKNOWN"})
  void whatDidNotSucceedWasNotDone(Outcome outcome) {
    for (String story :
        List.of(
            "mass-download-after-unusual-login",
            "break-glass-self-grant",
            "app-audit-log-disabled")) {
      assertThat(own(story, 0, event -> event.setOutcome(outcome))).isEmpty();
    }
    assertThat(own("mass-download-after-unusual-login", 1, event -> event.setOutcome(outcome)))
        .isEmpty();
  }

  @Test
  void aThousandRecordsAreABulkExportAndOneLessIsNot() {
    assertThat(
            own("mass-download-after-unusual-login", 1, event -> event.getData().setRecords(1000L)))
        .containsExactly("bulk-export.yml");
    assertThat(
            own("mass-download-after-unusual-login", 1, event -> event.getData().setRecords(999L)))
        .isEmpty();
    assertThat(
            own("mass-download-after-unusual-login", 1, event -> event.getData().setRecords(null)))
        .isEmpty();
  }

  @Test
  void aBreakGlassRoleForSomebodyElseIsNoSelfGrant() {
    assertThat(own("break-glass-self-grant", 0, event -> event.getTargetActor().setId("u-alice")))
        .isEmpty();
    assertThat(own("break-glass-self-grant", 0, event -> event.setTargetActor(null))).isEmpty();
    assertThat(
            own(
                "break-glass-self-grant",
                0,
                event -> event.setChanges(List.of(new Change("roles", "viewer", "editor")))))
        .isEmpty();
  }

  @Test
  void anAuditLogSwitchedOnOrAnotherSettingSwitchedOffIsFine() {
    assertThat(changed(new Change("audit.logging.enabled", "false", "true"))).isEmpty();
    assertThat(changed(new Change("mail.digest.enabled", "true", "false"))).isEmpty();
    assertThat(
            changed(
                new Change("mail.digest.enabled", "false", "true"),
                new Change("audit.logging.enabled", "true", "false")))
        .containsExactly("app-audit-log-disabled.yml");
  }

  @Test
  void onlyDenialsOfRestrictedRecordsCount() {
    assertThat(own("denied-probing", 0, event -> event.setOutcome(Outcome.SUCCESS))).isEmpty();
    assertThat(own("denied-probing", 0, event -> event.getResource().setClassification("internal")))
        .isEmpty();
    assertThat(own("denied-probing", 0, event -> event.setResource(null))).isEmpty();
  }

  @Test
  void aKeyForOneselfIsNotForAnother() {
    assertThat(key(call -> parameters(call).put("userName", "trent"))).isEmpty();
    assertThat(key(call -> call.putNull("requestParameters"))).isEmpty();
    assertThat(key(call -> parameters(call).remove("userName"))).isEmpty();
    assertThat(key(call -> call.put("errorCode", "AccessDenied"))).isEmpty();
  }

  @Test
  void aKeyThatARoleMakesForAUserIsForAnother() {
    assertThat(key(call -> ((ObjectNode) call.get("userIdentity")).remove("userName")))
        .containsExactly("access-key-for-another-user.yml");
  }

  @Test
  void aFailedAFederatedAndASecuredConsoleLoginAreFine() {
    assertThat(login(call -> response(call).put("ConsoleLogin", "Failure"))).isEmpty();
    assertThat(login(call -> details(call).put("MFAUsed", "Yes"))).isEmpty();
    assertThat(
            login(call -> details(call).put("SamlProviderArn", "arn:aws:iam::1:saml-provider/p")))
        .isEmpty();
    assertThat(login(call -> ((ObjectNode) call.get("userIdentity")).put("type", "AssumedRole")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DeleteTrail", "StopLogging"})
  void aTrailThatWasStoppedIsFoundAndAnAttemptIsNot(String call) {
    assertThat(vendor("cloud-audit-logging-disabled", 0, json -> json.put("eventName", call)))
        .containsExactly("cloud-audit-logging-disabled.yml");
    assertThat(
            vendor(
                "cloud-audit-logging-disabled",
                0,
                json -> json.put("eventName", call).put("errorCode", "AccessDenied")))
        .isEmpty();
    assertThat(
            vendor(
                "cloud-audit-logging-disabled", 0, json -> json.put("eventName", "StartLogging")))
        .isEmpty();
  }

  private Set<String> changed(Change... changes) {
    return own("app-audit-log-disabled", 0, event -> event.setChanges(List.of(changes)));
  }

  private Set<String> login(Consumer<ObjectNode> edit) {
    return vendor("console-login-without-mfa-then-key", 0, edit);
  }

  private Set<String> key(Consumer<ObjectNode> edit) {
    return vendor("console-login-without-mfa-then-key", 1, edit);
  }

  private Set<String> own(String story, int place, Consumer<AuditEvent> edit) {
    AuditEvent event = trigger(story, place);
    edit.accept(event);
    return policies.filesMatching(event);
  }

  private Set<String> vendor(String story, int place, Consumer<ObjectNode> edit) {
    AuditEvent event = trigger(story, place);
    var json = (ObjectNode) parse(event.getOriginal());
    edit.accept(json);
    event.setOriginal(json.toString());
    return policies.filesMatching(event);
  }

  /** A story's trigger, made anew on every call so that a test may change it. */
  private static AuditEvent trigger(String story, int place) {
    var sample = new SampleGenerator(SampleOptions.of(SampleGenerator.MIN_COUNT, 42));
    String id =
        sample.expectedStories().stream()
            .filter(told -> told.id().equals(story))
            .map(told -> told.triggerIds().get(place))
            .findFirst()
            .orElseThrow();
    return sample.events().stream()
        .filter(event -> event.getId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Geo geo(AuditEvent event) {
    return event.getSource().getGeo();
  }

  private static ObjectNode parameters(ObjectNode call) {
    return (ObjectNode) call.get("requestParameters");
  }

  private static ObjectNode response(ObjectNode call) {
    return (ObjectNode) call.get("responseElements");
  }

  private static ObjectNode details(ObjectNode call) {
    return (ObjectNode) call.get("additionalEventData");
  }
}
