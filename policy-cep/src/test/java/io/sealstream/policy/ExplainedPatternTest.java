package io.sealstream.policy;

import static io.sealstream.policy.Explanations.enveloped;
import static io.sealstream.policy.Reads.export;
import static io.sealstream.policy.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.EventStory.Begun;
import io.sealstream.policy.EventStory.EventAt;
import io.sealstream.policy.EventStory.Trigger;
import io.sealstream.policy.cep.GroupLimits;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is said of an event and a sequence or an absence. */
class ExplainedPatternTest {
  private static final PolicySource TWO_READS_THEN_EXPORT =
      sequence("- {id: read, rule: reads, times: 2}\n    - {id: exported, rule: exports}");

  @Test
  void aSequenceThatIsCompleteSaysSo() {
    List<AuditEvent> all = List.of(read("a", 1), read("b", 2), export("c", 3));
    for (String event : List.of("a", "b", "c")) {
      PolicyExplanation fired = Explanations.of(TWO_READS_THEN_EXPORT, event, all);
      assertThat(fired.kind()).isEqualTo("sequence");
      assertThat(fired.outcome()).isEqualTo("violation");
      Begun complete = only(fired, "complete");
      assertThat(complete.steps().keySet()).containsExactly("read", "exported");
      assertThat(complete.steps().get("read")).extracting(EventAt::id).containsExactly("a", "b");
      assertThat(complete.waitsFor()).isEmpty();
    }
  }

  @Test
  void aSequenceSaysHowFarItGotAndWhatItWaitedFor() {
    PolicyExplanation first = Explanations.of(TWO_READS_THEN_EXPORT, "a", read("a", 1));
    assertThat(first.outcome()).isEqualTo("no violation");
    Begun begun = only(first, "10m passed since its first event");
    assertThat(begun.waitsFor()).isEqualTo("read (1 of 2)");
    assertThat(begun.endTime()).isEqualTo(Reads.at(601).plusMillis(1).toString());
    assertThat(Objects.requireNonNull(first.story()).historyEnds())
        .isEqualTo(Reads.at(1).toString());

    PolicyExplanation late =
        Explanations.of(TWO_READS_THEN_EXPORT, "b", read("a", 1), read("b", 2), export("c", 700));
    assertThat(late.outcome()).isEqualTo("no violation");
    Begun two =
        story(late).matches().stream()
            .filter(each -> each.steps().getOrDefault("read", List.of()).size() == 2)
            .findFirst()
            .orElseThrow();
    assertThat(two.holdsEvent()).isTrue();
    assertThat(two.waitsFor()).isEqualTo("exported");
    assertThat(two.end()).isEqualTo("10m passed since its first event");
  }

  @Test
  void whatMustNotHappenEndsIt() {
    PolicySource quiet =
        sequence(
            "- {id: read, rule: reads}\n    - {id: quiet, rule: exports, not: true}\n    - {id:"
                + " again, rule: reads}");
    PolicyExplanation ended =
        Explanations.of(quiet, "a", read("a", 1), export("x", 2), read("b", 3));
    assertThat(ended.outcome()).isEqualTo("no violation");
    assertThat(only(ended, "x came, which step quiet says must not").waitsFor()).isEqualTo("again");
    PolicyExplanation ender =
        Explanations.of(quiet, "x", read("a", 1), export("x", 2), read("b", 3));
    assertThat(only(ender, "x came, which step quiet says must not").holdsEvent()).isFalse();
    assertThat(Explanations.of(quiet, "a", read("a", 1), read("b", 3)).outcome())
        .isEqualTo("violation");
  }

  @Test
  void strictContiguityIsBrokenByWhatComesBetween() {
    PolicySource strict =
        sequence(
            "- {id: read, rule: reads}\n    - {id: exported, rule: exports, contiguity: strict}");
    PolicyExplanation broken =
        Explanations.of(strict, "a", read("a", 1), read("b", 2), export("c", 3));
    assertThat(broken.outcome()).isEqualTo("no violation");
    assertThat(
            only(broken, "b came in between, where the next event must take the step").waitsFor())
        .isEqualTo("exported");
    assertThat(Explanations.of(strict, "b", read("a", 1), read("b", 2), export("c", 3)).outcome())
        .isEqualTo("violation");
  }

  @Test
  void aMatchIsSkippedOnlyWhereTheSequenceSkips() {
    String steps = "- {id: read, rule: reads}\n    - {id: exported, rule: exports}";
    List<AuditEvent> events = List.of(read("a", 1), read("b", 2), export("c", 3));
    assertThat(ends(Explanations.of(skipping("past-last-event", steps), "b", events)))
        .contains("c completed another match, and this one is skipped");
    String strict =
        "- {id: one, rule: reads}\n    - {id: two, rule: exports, contiguity: strict}\n    - {id:"
            + " three, rule: reads, where: [{field: source.ip, op: eq, step: one}]}";
    AuditEvent elsewhere = read("b", 3);
    elsewhere.getSource().setIp("192.0.2.99");
    events = List.of(read("a", 1), export("x", 2), elsewhere, read("c", 4));
    assertThat(ends(Explanations.of(skipping("no-skip", strict), "b", events)))
        .as("c completes the match that began with a")
        .containsExactly("c came in between, where the next event must take the step");
  }

  @Test
  @DisplayName("a match whose own time is over says so, though another was complete just then")
  void timeThatPassedIsTheReasonWhereItDid() {
    PolicySource quiet =
        skipping(
            "past-last-event",
            "- {id: one, rule: reads}\n    - {id: two, rule: exports, where: [{field: source.ip,"
                + " op: eq, step: one}]}\n    - {id: quiet, rule: reads, not: true, where: [{field:"
                + " source.ip, op: eq, step: one}]}");
    AuditEvent sameTime = read("b", 1);
    AuditEvent later = read("c", 2);
    sameTime.getSource().setIp("192.0.2.98");
    later.getSource().setIp("192.0.2.99");
    List<AuditEvent> events = List.of(read("a", 1), sameTime, later, export("x", 3));
    assertThat(ends(Explanations.of(quiet, "a", events))).containsExactly("complete");
    assertThat(ends(Explanations.of(quiet, "b", events)))
        .containsExactly("10m passed since its first event");
    assertThat(ends(Explanations.of(quiet, "c", events)))
        .as("its own time is not over")
        .containsExactly("another match was complete, and this one is skipped");
  }

  @Test
  void whatIsGivenUpSaysSo() {
    var history = new ArrayList<AuditEvent>();
    for (int i = 0; i <= GroupLimits.DEFAULT.partialMatches() + 1; i++) {
      history.add(read("r" + i, i % 500));
    }
    PolicySource two = sequence("- {id: read, rule: reads}\n    - {id: exported, rule: exports}");
    assertThat(ends(Explanations.of(two, "r0", history)))
        .containsExactly("given up: the group had too many");
    assertThat(ends(Explanations.of(two, "r400", history)))
        .containsExactly("10m passed since its first event");
  }

  private static List<String> ends(PolicyExplanation explanation) {
    return story(explanation).matches().stream()
        .filter(Begun::holdsEvent)
        .map(Begun::end)
        .distinct()
        .toList();
  }

  private static PolicySource skipping(String skip, String steps) {
    return enveloped(
        "steps",
        "sequence:\n  by: [actor.id]\n  within: 10m\n  skip: %s\n  steps:\n    %s"
            .formatted(skip, steps));
  }

  @Test
  void aWhereConditionThatIsNotMetIsNamed() {
    PolicySource sameIp =
        sequence(
            "- {id: read, rule: reads}\n    - {id: exported, rule: exports, where: [{field:"
                + " source.ip, op: eq, step: read}]}");
    AuditEvent elsewhere = export("c", 3);
    elsewhere.getSource().setIp("192.0.2.99");
    PolicyExplanation not = Explanations.of(sameIp, "a", read("a", 1), elsewhere);
    assertThat(not.outcome()).isEqualTo("no violation");
    assertThat(only(not, "10m passed since its first event").passedOver())
        .containsExactly(
            "c for step exported: source.ip eq source.ip of read is not met: [192.0.2.99] against"
                + " [192.0.2.7]");
    PolicyExplanation outsider = Explanations.of(sameIp, "c", read("a", 1), elsewhere);
    Begun open = only(outsider, "not taken further by the event");
    assertThat(open.holdsEvent()).isFalse();
    assertThat(open.passedOver()).hasSize(1);
    assertThat(Explanations.of(sameIp, "c", read("a", 1), export("c", 3)).outcome())
        .isEqualTo("violation");
  }

  @Test
  void whatNoMatchWaitedForIsInNone() {
    PolicyExplanation none = Explanations.of(TWO_READS_THEN_EXPORT, "c", export("c", 3));
    assertThat(none.outcome()).isEqualTo("no violation");
    assertThat(story(none).matches()).isEmpty();
  }

  @Test
  void anAbsenceNamesWhatSparedTheTrigger() {
    PolicySource absence = absence("after");
    PolicyExplanation spared = Explanations.of(absence, "c", export("c", 3), read("a", 60));
    assertThat(spared.kind()).isEqualTo("absence");
    assertThat(spared.outcome()).isEqualTo("no violation");
    Trigger trigger = story(spared).triggers().get(0);
    assertThat(trigger.sparedBy()).extracting(EventAt::id).containsExactly("a");
    assertThat(trigger.decidedAt()).isEqualTo(Reads.at(603).toString());

    PolicyExplanation sparer = Explanations.of(absence, "a", export("c", 3), read("a", 60));
    assertThat(story(sparer).triggers()).containsExactly(trigger);
    assertThat(sparer.outcome()).isEqualTo("no violation");

    PolicyExplanation found = Explanations.of(absence, "c", export("c", 3), read("a", 604));
    assertThat(found.outcome()).isEqualTo("violation");
    assertThat(story(found).triggers().get(0).sparedBy()).isEmpty();
    assertThat(story(Explanations.of(absence, "a", export("c", 3), read("a", 604))).triggers())
        .isEmpty();
  }

  @Test
  void anAbsenceBeforeIsDecidedAtTheTrigger() {
    PolicySource absence = absence("before");
    PolicyExplanation found = Explanations.of(absence, "c", export("c", 3));
    assertThat(found.outcome()).isEqualTo("violation");
    assertThat(story(found).triggers().get(0).decidedAt()).isEqualTo(Reads.at(3).toString());
    assertThat(Explanations.of(absence, "c", read("a", 1), export("c", 3)).outcome())
        .isEqualTo("no violation");
  }

  private static PolicySource sequence(String steps) {
    return enveloped("steps", "sequence:\n  by: [actor.id]\n  within: 10m\n  steps:\n    " + steps);
  }

  private static PolicySource absence(String order) {
    return enveloped(
        "missing",
        """
        absence:
          by: [actor.id]
          trigger: exports
          expected: reads
          order: %s
          within: 10m
        """
            .formatted(order));
  }

  private static EventStory story(PolicyExplanation explanation) {
    return Objects.requireNonNull(explanation.story());
  }

  private static Begun only(PolicyExplanation explanation, String end) {
    List<Begun> ended =
        story(explanation).matches().stream().filter(each -> each.end().equals(end)).toList();
    assertThat(ended).as("%s of %s", end, story(explanation).matches()).hasSize(1);
    return ended.get(0);
  }
}
