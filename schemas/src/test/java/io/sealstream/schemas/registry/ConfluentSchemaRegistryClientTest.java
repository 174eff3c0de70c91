package io.sealstream.schemas.registry;

import static io.sealstream.schemas.registry.RecordingRegistry.MISS;
import static io.sealstream.schemas.registry.RecordingRegistry.OUTAGE;
import static io.sealstream.schemas.registry.RecordingRegistry.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.registry.RecordingRegistry.Reply;
import io.sealstream.schemas.registry.RegistryConfig.Retry;
import io.sealstream.schemas.registry.RegistryConfig.Timeouts;
import io.sealstream.schemas.v1.Violation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real registry will not do on request: fail, refuse, lie. */
class ConfluentSchemaRegistryClientTest {
  private static final Retry THREE_ROUNDS =
      new Retry(2, Duration.ofMillis(100), Duration.ofSeconds(1));

  private final List<Duration> pauses = new ArrayList<>();

  private ConfluentSchemaRegistryClient client(String urls) {
    return client(RegistryConfig.of(urls));
  }

  private ConfluentSchemaRegistryClient client(RegistryConfig config) {
    return new ConfluentSchemaRegistryClient(config.withRetry(THREE_ROUNDS), pauses::add);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 429, 408})
  void aPassingFailureIsAskedAgainAfterAPause(int status) throws Exception {
    Reply failure = new Reply(status, "{\"error_code\":1,\"message\":\"later\"}");
    try (var server = RecordingRegistry.start(failure, failure, SCHEMA);
        var client = client(server.url())) {
      assertThat(client.schemaById(1)).contains(Schema.create(Schema.Type.STRING));
      assertThat(server.requests()).hasSize(3);
      assertThat(pauses).hasSize(2);
    }
  }

  @Test
  void anOutageThatLastsIsUnavailableAfterEveryRound() throws Exception {
    try (var server = RecordingRegistry.start(OUTAGE);
        var client = client(server.url())) {
      assertThatThrownBy(() -> client.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("schema 1")
          .hasMessageContaining(server.url())
          .hasMessageContaining("3 rounds");
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void theNextAddressTakesOverAndIsAskedFirstFromThenOn() throws Exception {
    try (var down = RecordingRegistry.start(OUTAGE);
        var up = RecordingRegistry.start(SCHEMA);
        var client = client(down.url() + "," + up.url())) {
      assertThat(client.schemaById(1)).isPresent();
      assertThat(client.schemaById(2)).isPresent();
      assertThat(down.requests()).hasSize(1);
      assertThat(up.requests()).hasSize(2);
      assertThat(pauses).isEmpty();
    }
  }

  @Test
  void anAddressNobodyListensAtIsSkipped() throws Exception {
    try (var up = RecordingRegistry.start(SCHEMA);
        var client = client("http://127.0.0.1:" + closedPort() + "," + up.url())) {
      assertThat(client.schemaById(1)).isPresent();
    }
  }

  @Test
  void anAddressThatNeverAnswersIsSkippedAfterTheTimeout() throws Exception {
    var impatient = new Timeouts(Duration.ofMillis(200), Duration.ofMillis(200));
    try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var up = RecordingRegistry.start(SCHEMA);
        var client =
            client(
                RegistryConfig.of("http://127.0.0.1:" + mute.getLocalPort() + "," + up.url())
                    .withTimeouts(impatient))) {
      assertThat(client.schemaById(1)).isPresent();
    }
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void anIdIsAskedForOnceAndAMissEveryTime() throws Exception {
    try (var server = RecordingRegistry.start(MISS, MISS, SCHEMA);
        var client = client(server.url())) {
      assertThat(client.schemaById(1)).isEmpty();
      assertThat(client.schemaById(1)).isEmpty();
      assertThat(client.schemaById(1)).isPresent();
      assertThat(client.schemaById(1)).isPresent();
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void anAddressThatLagsBehindIsNotBelieved() throws Exception {
    try (var lagging = RecordingRegistry.start(MISS);
        var leader = RecordingRegistry.start(SCHEMA);
        var client = client(lagging.url() + "," + leader.url())) {
      assertThat(client.schemaById(1)).contains(Schema.create(Schema.Type.STRING));
      assertThat(lagging.requests()).hasSize(1);
      assertThat(pauses).isEmpty();
    }
  }

  @Test
  void aMissThatASilentAddressDoesNotConfirmIsAnOutage() throws Exception {
    try (var lagging = RecordingRegistry.start(MISS);
        var down = RecordingRegistry.start(OUTAGE);
        var client = client(lagging.url() + "," + down.url())) {
      assertThatThrownBy(() -> client.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("schema 1")
          .hasMessageContaining(down.url() + " answered 503");
      assertThat(lagging.requests()).hasSize(3);
      assertThat(down.requests()).hasSize(3);
      assertThat(pauses).hasSize(2);
    }
  }

  @Test
  void aSilentAddressThatComesBackDecides() throws Exception {
    try (var lagging = RecordingRegistry.start(MISS);
        var leader = RecordingRegistry.start(OUTAGE, SCHEMA);
        var client = client(lagging.url() + "," + leader.url())) {
      assertThat(client.schemaById(1)).isPresent();
      assertThat(pauses).hasSize(1);
    }
  }

  @Test
  void aMissOnWhichEveryAddressAgreesIsAMiss() throws Exception {
    try (var one = RecordingRegistry.start(MISS);
        var other = RecordingRegistry.start(MISS);
        var client = client(one.url() + "," + other.url())) {
      assertThat(client.schemaById(1)).isEmpty();
      assertThat(one.requests()).hasSize(1);
      assertThat(other.requests()).hasSize(1);
      assertThat(pauses).isEmpty();
    }
  }

  /** Only an id decides what becomes of a record; a subject's absence stays the first answer. */
  @Test
  void theNewestSchemaIsStillTheFirstAnswer() throws Exception {
    Reply noSubject = new Reply(404, "{\"error_code\":40401,\"message\":\"Subject not found\"}");
    try (var first = RecordingRegistry.start(noSubject);
        var second = RecordingRegistry.start(SCHEMA);
        var client = client(first.url() + "," + second.url())) {
      assertThat(client.latest("s")).isEmpty();
      assertThat(second.requests()).isEmpty();
    }
  }

  /** A wrong path or a proxy must not turn every event into a rejected one. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>no such page</html>", "{\"error_code\":404,\"message\":\"HTTP 404\"}"})
  void aNotFoundThatIsNotTheRegistrysOwnIsNoAnswer(String body) throws Exception {
    try (var server = RecordingRegistry.start(new Reply(404, body));
        var client = client(server.url())) {
      assertThatThrownBy(() -> client.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class);
      assertThatThrownBy(() -> client.latest("s")).isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"409, 409", "422, 42201"})
  void aRefusedSchemaIsIncompatible(int status, int code) throws Exception {
    Reply refusal = new Reply(status, "{\"error_code\":" + code + ",\"message\":\"no\"}");
    try (var server = RecordingRegistry.start(refusal);
        var client = client(server.url())) {
      assertThatThrownBy(() -> client.register("v-value", Violation.getClassSchema()))
          .isInstanceOf(IncompatibleSchemaException.class)
          .hasMessageContaining("v-value");
      assertThat(server.requests()).containsExactly("POST /subjects/v-value/versions");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"schema\":\"{}\",\"schemaType\":\"JSON\"}",
        "{\"schema\":\"syntax\",\"schemaType\":\"PROTOBUF\"}",
        "{\"schema\":\"not avro at all\"}"
      })
  void whatIsNotAvroIsAnAnswerAndNotAnOutage(String body) throws Exception {
    try (var server = RecordingRegistry.start(new Reply(200, body));
        var client = client(server.url())) {
      assertThatThrownBy(() -> client.schemaById(7))
          .isInstanceOf(UnsupportedSchemaException.class)
          .hasMessageContaining("schema 7");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aCancelledTaskDoesNotWaitOn() throws Exception {
    try (var server = RecordingRegistry.start(OUTAGE);
        var client = client(server.url())) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> client.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(server.requests()).isEmpty();
    }
  }
}
