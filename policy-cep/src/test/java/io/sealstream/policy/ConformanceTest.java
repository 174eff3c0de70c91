package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.v1.LogSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The single-event part of the conformance pack. */
class ConformanceTest {

  @TestFactory
  Stream<DynamicTest> everyDetectionVectorDecidesAsExpected() {
    return each("vectors")
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    name(vector),
                    () ->
                        assertThat(matches(vector.get("detection"), vector.get("event")))
                            .isEqualTo(vector.get("expect").asBoolean())));
  }

  @TestFactory
  Stream<DynamicTest> everyInvalidDetectionIsRefusedWithItsPlace() {
    return each("invalid")
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    name(vector),
                    () ->
                        assertThatThrownBy(() -> compile(vector.get("detection")))
                            .isInstanceOf(PolicyCompilationException.class)
                            .hasMessageMatching("(?s)rule\\.yml:\\d+:\\d+: .+")));
  }

  @TestFactory
  Stream<DynamicTest> doubtfulDetectionsAreRefusedOrWarnedAbout() {
    return each("lint")
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    name(vector), () -> assertThat(isDoubted(vector.get("detection"))).isTrue()));
  }

  private static boolean isDoubted(JsonNode detection) {
    PolicyFindings findings =
        PolicyCompiler.examine(List.of(Rules.withDetection(detection.toString())));
    return !findings.errors().isEmpty() || !findings.warnings().isEmpty();
  }

  private static Stream<JsonNode> each(String part) {
    return DetectionPack.orSkip().conformance("detection").get(part).valueStream();
  }

  private static String name(JsonNode vector) {
    return vector.get("id").asText() + ": " + vector.get("why").asText();
  }

  private static PolicyBook compile(JsonNode detection) {
    return PolicyCompiler.compile(List.of(Rules.withDetection(detection.toString())));
  }

  private static boolean matches(JsonNode detection, JsonNode event) {
    var original = Events.vendor("e-1", new LogSource("vendor", "log", null), event.toString());
    return !new PolicyMatcher(compile(detection)).matches(original).isEmpty();
  }
}
