package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sealstream.jobs.JobBenchPolicies.Log;
import io.sealstream.jobs.JobBenchPolicies.Overlap;
import io.sealstream.policy.PolicyEvaluation;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.typeinfo.AvroRecordTypeInfo;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Violation;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JobBenchPoliciesTest {
  private static final int LOOKED_AT = 20_000;

  @ParameterizedTest
  @EnumSource(Log.class)
  void theBenchmarksPoliciesCompile(Log log) {
    assertThatCode(
            () -> {
              for (Overlap overlap : Overlap.values()) {
                PolicyEvaluation.check(JobBenchPolicies.of(log, 300, 50, overlap));
              }
            })
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "NATIVE,     LITTLE, 0.05, 0.15",
    "NATIVE,     MUCH,   0.4,  0.6",
    "CLOUDTRAIL, LITTLE, 0.05, 0.2",
    "CLOUDTRAIL, MUCH,   0.6,  0.8"
  })
  void fewEventsHitAndThoseAsManyPoliciesAsIsSaid(Log log, Overlap overlap, double from, double to)
      throws Exception {
    List<AuditEvent> events =
        JobBenchTopic.day(Instant.EPOCH, log == Log.CLOUDTRAIL).stream().limit(LOOKED_AT).toList();
    long hit = 0;
    int keyed = 0;
    try (var harness =
        new OneInputStreamOperatorTestHarness<>(
            PolicyEvaluation.matching(JobBenchPolicies.of(log, 300, 50, overlap)))) {
      harness.setup(
          AvroRecordTypeInfo.of(Violation.class).createSerializer(new SerializerConfigImpl()));
      harness.open();
      for (AuditEvent event : events) {
        harness.processElement(new DecodedEvent(event, "audit.events", 0, 0, 0), 0);
        var hits = harness.getSideOutput(PolicyEvaluation.HITS);
        int now = hits == null ? 0 : hits.size();
        hit += now > keyed ? 1 : 0;
        keyed = now;
      }
    }
    assertThat(hit / (double) events.size()).as("events that hit").isBetween(0.015, 0.03);
    assertThat(keyed / (double) events.size()).as("keyed hits for each").isBetween(from, to);
  }
}
