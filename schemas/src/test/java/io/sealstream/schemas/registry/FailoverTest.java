package io.sealstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.registry.RegistryConfig.Retry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FailoverTest {
  private static final String ABSENT = "absent";

  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void pausesDoubleUpToTheirBoundAndJitterShortensThem() {
    Retry retry = new Retry(5, Duration.ofMillis(100), Duration.ofMillis(500));
    var longest = new Failover<>(List.of("a"), retry, pauses::add, bound -> bound - 1);
    assertThatThrownBy(() -> longest.call("x", FailoverTest::never))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThat(pauses).extracting(Duration::toMillis).containsExactly(100L, 200L, 400L, 500L, 500L);

    pauses.clear();
    var shortest = new Failover<>(List.of("a"), retry, pauses::add, bound -> 0);
    assertThatThrownBy(() -> shortest.call("x", FailoverTest::never))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThat(pauses).containsOnly(Duration.ZERO).hasSize(5);
  }

  @Test
  void everyAddressIsAskedInEveryRound() {
    List<String> asked = new ArrayList<>();
    var failover = twoRounds();
    assertThatThrownBy(
            () ->
                failover.call(
                    "the question",
                    endpoint -> {
                      asked.add(endpoint);
                      return never(endpoint);
                    }))
        .hasMessageContaining("the question")
        .hasMessageContaining("[a, b]");
    assertThat(asked).containsExactly("a", "b", "a", "b");
  }

  @Test
  void anAbsenceIsOutweighedByTheAddressThatHasIt() {
    assertThat(find(Map.of("a", ABSENT, "b", "it"))).isEqualTo("it");
    assertThat(find(Map.of("a", "it", "b", ABSENT))).isEqualTo("it");
    assertThat(pauses).isEmpty();
  }

  @Test
  void theAddressThatHadItIsAskedFirstFromThenOn() {
    var failover = twoRounds();
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      failover.firstOrUnanimous(
          "x",
          endpoint -> {
            asked.add(endpoint);
            return endpoint.equals("b") ? "it" : ABSENT;
          },
          ABSENT::equals);
    }
    assertThat(asked).containsExactly("a", "b", "b");
  }

  @Test
  void anAbsenceOnWhichAllAgreeIsTheAnswerAtOnce() {
    assertThat(find(Map.of("a", ABSENT, "b", ABSENT))).isEqualTo(ABSENT);
    assertThat(pauses).isEmpty();
  }

  @Test
  void anAbsenceThatOneAddressDoesNotConfirmIsNoAnswer() {
    for (String silent : List.of("a", "b")) {
      String other = silent.equals("a") ? "b" : "a";
      assertThatThrownBy(() -> find(Map.of(other, ABSENT)))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining(silent + " is down");
    }
    assertThat(pauses).hasSize(2);
  }

  /** The address that said so may have learnt of it while the other one was silent. */
  @Test
  void absencesOfDifferentRoundsDoNotAddUp() {
    var requests = new AtomicInteger();
    assertThatThrownBy(
            () ->
                twoRounds()
                    .firstOrUnanimous(
                        "x",
                        endpoint -> {
                          int request = requests.getAndIncrement();
                          return request == 0 || request == 3 ? ABSENT : never(endpoint);
                        },
                        ABSENT::equals))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThat(requests).hasValue(4);
  }

  @Test
  void callTakesTheFirstAnswerWhateverItIs() {
    String answer = twoRounds().call("x", endpoint -> endpoint.equals("a") ? ABSENT : "it");
    assertThat(answer).isEqualTo(ABSENT);
  }

  @Test
  void anAddressThatRefusesTheClientIsPassedOverWithoutAPause() {
    String answer =
        twoRounds().call("x", endpoint -> endpoint.equals("a") ? refused(endpoint) : "it");
    assertThat(answer).isEqualTo("it");
    assertThat(pauses).isEmpty();
  }

  @Test
  void refusalsByAllAreFinalAndEachIsNamed() {
    assertThatThrownBy(() -> twoRounds().call("x", FailoverTest::refused))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("in 1 rounds; last: a refuses; b refuses");
    assertThat(pauses).isEmpty();
  }

  /** The address that is silent may be the one that takes the client. */
  @Test
  void aRefusalBesideASilentAddressIsAskedAgain() {
    assertThatThrownBy(
            () ->
                twoRounds()
                    .call(
                        "x",
                        endpoint -> endpoint.equals("a") ? refused(endpoint) : never(endpoint)))
        .hasMessageContaining("in 2 rounds; last: a refuses; b is down");
    assertThat(pauses).hasSize(1);
  }

  /** Asked again, for the address that does not have it may learn of it. */
  @Test
  void anAbsenceBesideARefusalIsNoAnswer() {
    for (String strict : List.of("a", "b")) {
      assertThatThrownBy(
              () ->
                  twoRounds()
                      .firstOrUnanimous(
                          "x",
                          endpoint -> endpoint.equals(strict) ? refused(endpoint) : ABSENT,
                          ABSENT::equals))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("in 2 rounds")
          .hasMessageContaining(strict + " refuses")
          .hasMessageContaining("does not have it");
    }
  }

  private String find(Map<String, String> answers) {
    return twoRounds()
        .firstOrUnanimous(
            "x",
            endpoint -> answers.containsKey(endpoint) ? answers.get(endpoint) : never(endpoint),
            ABSENT::equals);
  }

  private Failover<String> twoRounds() {
    Retry retry = new Retry(1, Duration.ofMillis(1), Duration.ofMillis(1));
    return new Failover<>(List.of("a", "b"), retry, pauses::add);
  }

  private static String never(String endpoint) throws NoAnswerException {
    throw NoAnswerException.passing(endpoint + " is down", new IOException("down"));
  }

  private static String refused(String endpoint) throws NoAnswerException {
    throw NoAnswerException.refusal(endpoint + " refuses", new IOException("401"));
  }
}
