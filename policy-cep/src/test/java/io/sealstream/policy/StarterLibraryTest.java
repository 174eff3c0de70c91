package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.envelope.Governance;
import io.sealstream.policy.envelope.PolicyTest;
import io.sealstream.policy.envelope.PolicyTest.Expectation;
import io.sealstream.policy.sigma.RuleHeader;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every policy of the starter library compiles, says whose it is, and passes its own tests. */
class StarterLibraryTest {
  private static final Set<String> TACTICS =
      Set.of(
          "attack.initial-access",
          "attack.execution",
          "attack.persistence",
          "attack.privilege-escalation",
          "attack.defense-evasion",
          "attack.credential-access",
          "attack.discovery",
          "attack.lateral-movement",
          "attack.collection",
          "attack.exfiltration",
          "attack.impact");
  private static final String TECHNIQUE = "attack\\.t1[0-9]{3}(\\.[0-9]{3})?";
  private static final String CONTROL = "AC-(0[1-9]|[12][0-9]|3[01])";

  private final List<StarterPolicy> policies = StarterLibrary.policies();

  @Test
  void thereAreFortyOrMoreOverFiveLogs() {
    assertThat(policies).hasSizeGreaterThanOrEqualTo(40);
    assertThat(policies.stream().map(StarterLibrary::area).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("app", "aws", "github", "kubernetes", "okta");
  }

  @TestFactory
  Stream<DynamicTest> everyPolicyIsRightAndHasNoWarning() {
    return each(policy -> assertThat(policy.problems()).isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> everyPolicyIsCalledLikeItsFile() {
    return each(
        policy ->
            assertThat(policy.name())
                .isEqualTo(StarterLibrary.area(policy) + "/" + policy.envelope().id() + ".yml"));
  }

  @Test
  void noTwoPoliciesHaveOneId() {
    assertThat(policies.stream().map(policy -> policy.envelope().id())).doesNotHaveDuplicates();
    assertThat(policies.stream().map(p -> p.header().link()).filter(Objects::nonNull))
        .doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> everyPolicySaysWhoAnswersForItAndWhy() {
    return each(
        policy -> {
          Governance governance = policy.envelope().governance();
          assertThat(governance.owner()).isNotBlank();
          assertThat(governance.controls()).isNotEmpty().allMatch(id -> id.matches(CONTROL));
          assertThat(governance.runbook())
              .isEqualTo(
                  "docs/runbooks/%s.md#%s", StarterLibrary.area(policy), policy.envelope().id());
        });
  }

  @TestFactory
  Stream<DynamicTest> everyPolicyNamesTacticAndTechniqueAndItsAuthor() {
    return each(
        policy -> {
          RuleHeader header = policy.header();
          assertThat(header.tags())
              .allMatch(tag -> TACTICS.contains(tag) || tag.matches(TECHNIQUE))
              .anyMatch(TACTICS::contains)
              .anyMatch(tag -> tag.matches(TECHNIQUE));
          assertThat(header.author()).isEqualTo("Sealstream");
          assertThat(header.title()).isNotBlank();
          assertThat(header.description()).isNotBlank();
        });
  }

  @TestFactory
  Stream<DynamicTest> everyPolicyHasATestThatHitsAndOneThatNearlyDoes() {
    return each(
        policy -> {
          List<Expectation> expected =
              policy.envelope().tests().stream().map(PolicyTest::expect).toList();
          assertThat(expected).anyMatch(e -> e.violations() == null || e.violations() > 0);
          assertThat(expected).anyMatch(e -> Objects.equals(e.violations(), 0));
        });
  }

  @TestFactory
  Stream<DynamicTest> everyTestOfEveryPolicyPasses() {
    return policies.stream()
        .filter(policy -> !policy.isPattern())
        .flatMap(
            policy ->
                policy.envelope().tests().stream()
                    .map(
                        test ->
                            DynamicTest.dynamicTest(
                                policy.envelope().id() + ": " + test.name(),
                                () -> assertThat(policy.failures(test)).isEmpty())));
  }

  /** What a user of the compiler gets, and what stands before the job: sequences included. */
  @TestFactory
  Stream<DynamicTest> everyPolicyPassesTheGateOfTheJob() {
    return StarterLibrary.sources().stream()
        .map(
            source ->
                DynamicTest.dynamicTest(
                    source.name(),
                    () -> {
                      PolicyBook book = PolicyGate.compile(List.of(source));
                      assertThat(book.size()).isEqualTo(1);
                      assertThat(book.warnings()).isEmpty();
                      assertThat(PolicyTests.run(List.of(source)))
                          .isNotEmpty()
                          .allMatch(PolicyTestResult::passed);
                    }));
  }

  private Stream<DynamicTest> each(Consumer<StarterPolicy> claim) {
    return policies.stream()
        .map(policy -> DynamicTest.dynamicTest(policy.name(), () -> claim.accept(policy)));
  }
}
