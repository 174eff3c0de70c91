package io.sealstream.schemas.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.codec.AuditEventJson;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Outcome;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleGeneratorTest {
  private static final SampleOptions OPTIONS = SampleOptions.of(3000, 42);
  private static final SampleGenerator SAMPLE = new SampleGenerator(OPTIONS);

  @Test
  void equalSeedsGiveEqualBytesAndOtherSeedsOtherEvents() {
    assertThat(text(new SampleGenerator(OPTIONS))).isEqualTo(text(SAMPLE));
    assertThat(text(new SampleGenerator(SampleOptions.of(3000, 43)))).isNotEqualTo(text(SAMPLE));
  }

  @Test
  void idsAreUniqueAndTimesRise() {
    assertThat(SAMPLE.events()).hasSize(3000);
    assertThat(SAMPLE.events()).extracting(AuditEvent::getId).doesNotHaveDuplicates();
    assertThat(SAMPLE.events()).extracting(AuditEvent::getTime).isSorted();
  }

  @Test
  void lateEventsAreTheSameEventsInAnotherOrder() {
    var late =
        new SampleGenerator(new SampleOptions(3000, 42, SampleOptions.DEFAULT_START, 25)).events();
    assertThat(late)
        .extracting(AuditEvent::getId)
        .containsExactlyInAnyOrderElementsOf(
            SAMPLE.events().stream().map(AuditEvent::getId).toList());
    assertThat(late.stream().map(AuditEvent::getTime).toList())
        .isNotEqualTo(SAMPLE.events().stream().map(AuditEvent::getTime).toList());
  }

  @Test
  void trafficLooksLikeWork() {
    Map<String, Long> products = count(event -> event.getLogSource().getProduct());
    assertThat(products.get("aws")).isBetween(700L, 1100L);
    assertThat(count(AuditEvent::getTenantId).keySet())
        .isEqualTo(Set.of("acme", "globex", "initech"));
    long office =
        SAMPLE.events().stream()
            .mapToInt(event -> event.getTime().atZone(ZoneOffset.UTC).getHour())
            .filter(hour -> hour >= 8 && hour < 18)
            .count();
    assertThat(office).isGreaterThan(2000);
    assertThat(count(AuditEvent::getOutcome).get(Outcome.DENIED)).isBetween(25L, 80L);
    assertThat(SAMPLE.events())
        .filteredOn(event -> event.getLogSource().getProduct().equals("aws"))
        .allSatisfy(event -> assertThat(event.getOriginal()).startsWith("{\"eventVersion\""));
  }

  @Test
  void everyStoryIsThereAndOnlyItsTriggersLookLikeIt() {
    Set<String> ids = SAMPLE.events().stream().map(AuditEvent::getId).collect(Collectors.toSet());
    assertThat(SAMPLE.expectedStories()).hasSize(6).extracting(Story::id).doesNotHaveDuplicates();
    assertThat(SAMPLE.expectedStories())
        .allSatisfy(story -> assertThat(ids).containsAll(story.eventIds()))
        .allSatisfy(story -> assertThat(story.eventIds()).containsAll(story.triggerIds()));
    assertThat(matching(event -> event.getAction().equals("stop_logging")))
        .isEqualTo(triggers("cloud-audit-logging-disabled"));
    assertThat(
            matching(
                event ->
                    event.getAction().equals("login_console")
                        && event.getOutcome() == Outcome.SUCCESS
                        && event.getActor().getId().contains(":user/")
                        && !mfa(event)))
        .containsExactly(triggers("console-login-without-mfa-then-key").get(0));
    assertThat(
            matching(
                event ->
                    event.getAction().equals("export_folder")
                        && event.getData().getRecords() >= 1000))
        .containsExactly(triggers("mass-download-after-unusual-login").get(1));
    assertThat(
            matching(
                event ->
                    event.getOutcome() == Outcome.DENIED
                        && event.getResource() != null
                        && "restricted".equals(event.getResource().getClassification())))
        .isEqualTo(triggers("denied-probing"));
  }

  @Test
  void workComesNearTheStoriesWithoutBeingOne() {
    assertThat(
            matching(
                event ->
                    event.getAction().equals("login_user")
                        && event.getSource().getGeo() == null
                        && event.getOutcome() == Outcome.SUCCESS))
        .isNotEmpty();
    assertThat(matching(event -> event.getAction().equals("login_console") && !mfa(event)))
        .hasSizeGreaterThan(1);
    assertThat(
            matching(
                event ->
                    event.getTargetActor() != null
                        && event.getAction().equals("grant_role")
                        && event.getTargetActor().getId().equals(event.getActor().getId())))
        .hasSizeGreaterThan(1);
    assertThat(
            matching(
                event ->
                    event.getResource() != null
                        && "restricted".equals(event.getResource().getClassification())
                        && event.getService().equals("payroll")))
        .hasSizeGreaterThan(1);
  }

  @Test
  void nothingNamesARealPersonOrAddress() {
    String text = text(SAMPLE);
    assertThat(all(text, "\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b"))
        .isNotEmpty()
        .allMatch(ip -> ip.matches("(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d+"));
    assertThat(all(text, "[\\w.]+@[\\w.]+"))
        .isNotEmpty()
        .allMatch(email -> email.endsWith(".example.com"));
    assertThat(all(text, "(?<![-\\w])\\d{12}(?![-\\w])"))
        .allMatch(Set.of("111122223333", "444455556666", "123456789012")::contains);
  }

  @Test
  void aCountWithoutRoomForTheStoriesIsRefused() {
    assertThatThrownBy(() -> SampleOptions.of(10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 200");
  }

  private static boolean mfa(AuditEvent event) {
    return event.getAuth() != null && event.getAuth().getMfa();
  }

  private static List<String> triggers(String story) {
    return SAMPLE.expectedStories().stream()
        .filter(one -> one.id().equals(story))
        .findFirst()
        .orElseThrow()
        .triggerIds();
  }

  private static List<String> matching(Predicate<AuditEvent> test) {
    return SAMPLE.events().stream().filter(test).map(AuditEvent::getId).toList();
  }

  private static <K> Map<K, Long> count(Function<AuditEvent, K> by) {
    return SAMPLE.events().stream().collect(Collectors.groupingBy(by, Collectors.counting()));
  }

  private static Set<String> all(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(match -> match.group())
        .collect(Collectors.toSet());
  }

  private static String text(SampleGenerator sample) {
    return sample.events().stream()
        .map(event -> AuditEventJson.toJson(event).toString())
        .collect(Collectors.joining("\n"));
  }
}
