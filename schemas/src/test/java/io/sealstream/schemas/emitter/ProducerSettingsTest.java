package io.sealstream.schemas.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerSettingsTest {

  @Test
  void thePromisesAreSettings() {
    assertThat(ProducerSettings.of(Map.of("security.protocol", "SSL", "acks", "-1"), 1_000_000))
        .containsEntry("enable.idempotence", "true")
        .containsEntry("acks", "all")
        .containsEntry("retries", "2147483647")
        .containsEntry("max.request.size", "1001024")
        .containsEntry("max.in.flight.requests.per.connection", "1")
        .containsEntry("security.protocol", "SSL");
  }

  @Test
  void moreRequestsInFlightAreTheCallersChoice() {
    assertThat(
            ProducerSettings.of(
                Map.of("max.in.flight.requests.per.connection", "5", "max.request.size", 2_000_000),
                1_000_000))
        .containsEntry("max.in.flight.requests.per.connection", "5")
        .containsEntry("max.request.size", 2_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "acks, 1",
    "enable.idempotence, false",
    "retries, 3",
    "transactional.id, t",
    "key.serializer, x",
    "max.in.flight.requests.per.connection, 6",
    "max.request.size, 1000"
  })
  void whatWouldBreakAPromiseIsRefusedByName(String key, String value) {
    assertThatThrownBy(() -> ProducerSettings.of(Map.of(key, value), 1_000_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key);
  }
}
