package io.sealstream.schemas.registry;

import static io.sealstream.schemas.registry.RecordingRegistry.MISS;
import static io.sealstream.schemas.registry.RecordingRegistry.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.registry.RecordingRegistry.Reply;
import io.sealstream.schemas.registry.RegistryConfig.Auth;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the client says who it is, and what it makes of an address that does not take it. */
class RegistryCredentialsTest {
  private final List<Duration> pauses = new ArrayList<>();

  private ConfluentSchemaRegistryClient client(String urls) {
    return client(RegistryConfig.of(urls));
  }

  private ConfluentSchemaRegistryClient client(RegistryConfig config) {
    return new ConfluentSchemaRegistryClient(config, pauses::add);
  }

  @Test
  void basicCredentialsAreShown() throws Exception {
    assertThat(authorizationWith(new Auth.Basic("Aladdin", "open sesame")))
        .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }

  @Test
  void aBearerTokenIsShown() throws Exception {
    assertThat(authorizationWith(new Auth.Bearer("t0ken"))).isEqualTo("Bearer t0ken");
    assertThat(authorizationWith(new Auth.None())).isEmpty();
  }

  private String authorizationWith(Auth auth) throws IOException {
    try (var server = RecordingRegistry.start(SCHEMA);
        var client = client(RegistryConfig.of(server.url()).withAuth(auth))) {
      client.schemaById(1);
      return server.authorizations().get(0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aRefusalOfTheClientIsUnavailableWithoutRetry(int status) throws Exception {
    Reply refusal = new Reply(status, "{\"error_code\":40101,\"message\":\"no\"}");
    try (var server = RecordingRegistry.start(refusal);
        var client = client(server.url())) {
      assertThatThrownBy(() -> client.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining(String.valueOf(status));
      assertThat(server.requests()).hasSize(1);
    }
  }

  /** One node with stale credentials. */
  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void anAddressThatRefusesTheClientIsPassedOver(int status) throws Exception {
    try (var strict = RecordingRegistry.start(new Reply(status, "no"));
        var other = RecordingRegistry.start(SCHEMA);
        var client = client(strict.url() + "," + other.url())) {
      assertThat(client.schemaById(1)).contains(Schema.create(Schema.Type.STRING));
      assertThat(pauses).isEmpty();
    }
  }

  @Test
  void refusalsByAllAddressesAreNamedOneByOne() throws Exception {
    try (var one = RecordingRegistry.start(new Reply(401, "no"));
        var other = RecordingRegistry.start(new Reply(403, "no"));
        var client = client(one.url() + "," + other.url())) {
      assertThatThrownBy(() -> client.latest("s"))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining(one.url() + " answered 401; " + other.url() + " answered 403")
          .hasMessageContaining("credentials");
      assertThat(one.requests()).hasSize(1);
      assertThat(other.requests()).hasSize(1);
    }
  }

  /** What the address that refuses knows, nobody has said: no record may be rejected for it. */
  @Test
  void aMissBesideARefusalIsAnOutage() throws Exception {
    try (var strict = RecordingRegistry.start(new Reply(401, "no"));
        var other = RecordingRegistry.start(MISS);
        var client = client(strict.url() + "," + other.url())) {
      assertThatThrownBy(() -> client.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining(strict.url() + " answered 401")
          .hasMessageContaining(other.url() + " does not have it");
    }
  }
}
