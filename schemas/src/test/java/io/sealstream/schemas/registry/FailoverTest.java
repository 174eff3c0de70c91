package io.sealstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.registry.RegistryConfig.Retry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailoverTest {
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
    Retry twoRounds = new Retry(1, Duration.ofMillis(1), Duration.ofMillis(1));
    var failover = new Failover<>(List.of("a", "b"), twoRounds, pauses::add);
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

  private static String never(String endpoint) throws NoAnswerException {
    throw new NoAnswerException(endpoint + " is down", new IOException("down"));
  }
}
