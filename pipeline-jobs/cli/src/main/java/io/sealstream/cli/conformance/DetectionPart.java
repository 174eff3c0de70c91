package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.policy.PolicyCompiler;
import io.sealstream.policy.PolicyFindings;
import io.sealstream.policy.PolicyMatcher;
import io.sealstream.policy.PolicySource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Single detections over single events, detections that are refused, and doubtful ones. */
final class DetectionPart implements ConformancePart {
  private static final String FILE = "conformance/detection.json";
  private static final Pattern PLACED = Pattern.compile("rule\\.yml:[0-9]+:[0-9]+: .+");
  private static final Set<String> SECTIONS = Set.of("vectors", "invalid", "lint");

  @Override
  public String name() {
    return "detection";
  }

  @Override
  public Optional<String> obstacle(Pack pack) {
    return pack.has(FILE) ? Optional.empty() : Optional.of(FILE + " is not there");
  }

  @Override
  public void run(Pack pack, Score score) {
    Sections.read(pack, FILE, name(), score).ifPresent(sections -> run(sections, score));
  }

  private static void run(Sections sections, Score score) {
    sections.each("vectors", score, DetectionPart::decides);
    sections.each("invalid", score, DetectionPart::isRefused);
    sections.each("lint", score, DetectionPart::isDoubted);
    sections.nameAllBut(SECTIONS, FILE, score);
  }

  private static Optional<String> decides(Vector vector) {
    JsonNode event = vector.require("event");
    boolean expected = vector.requireBoolean("expect");
    PolicyFindings findings = examine(vector);
    if (!findings.errors().isEmpty()) {
      return Optional.of("expected to compile, came " + findings.errors().get(0));
    }
    var matcher = new PolicyMatcher(findings.book());
    boolean came = !matcher.matches(PackEvent.of("vector", Instant.EPOCH, event)).isEmpty();
    return came == expected
        ? Optional.empty()
        : Optional.of("expected " + words(expected) + ", came " + words(came));
  }

  private static Optional<String> isRefused(Vector vector) {
    List<String> errors = examine(vector).errors().stream().map(Object::toString).toList();
    if (errors.isEmpty()) {
      return Optional.of("expected a refusal, came none");
    }
    return errors.stream()
        .filter(error -> !PLACED.matcher(error).matches())
        .findFirst()
        .map(error -> "expected file:line:column: message, came " + error);
  }

  private static Optional<String> isDoubted(Vector vector) {
    PolicyFindings findings = examine(vector);
    return findings.errors().isEmpty() && findings.warnings().isEmpty()
        ? Optional.of("expected an error or a warning, came neither")
        : Optional.empty();
  }

  private static String words(boolean match) {
    return match ? "a match" : "no match";
  }

  private static PolicyFindings examine(Vector vector) {
    String text =
        "title: A rule\nlogsource: {product: vendor, service: log}\ndetection: "
            + vector.require("detection")
            + "\n";
    return PolicyCompiler.examine(List.of(new PolicySource("rule.yml", text)));
  }
}
