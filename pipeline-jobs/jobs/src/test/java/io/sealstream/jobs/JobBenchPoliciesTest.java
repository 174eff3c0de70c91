package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.sealstream.jobs.JobBenchPolicies.Overlap;
import io.sealstream.policy.PolicyEvaluation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobBenchPoliciesTest {

  @ParameterizedTest
  @EnumSource(JobBenchPolicies.Log.class)
  void theBenchmarksPoliciesCompile(JobBenchPolicies.Log log) {
    assertThatCode(
            () -> {
              for (Overlap overlap : Overlap.values()) {
                PolicyEvaluation.check(JobBenchPolicies.of(log, 300, 50, overlap));
              }
            })
        .doesNotThrowAnyException();
  }
}
