package io.sealstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.local.RegistryServer;
import io.sealstream.schemas.v1.AuditEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract against a running Apicurio. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfluentSchemaRegistryClientITCase implements RegistryContract {
  private RegistryServer server;
  private ConfluentSchemaRegistryClient client;

  @BeforeAll
  void startServer() {
    server = RegistryServer.start(Path.of("target/it/registry"));
    client = new ConfluentSchemaRegistryClient(RegistryConfig.of(server.url()));
  }

  @AfterAll
  void stopServer() {
    server.close();
  }

  @Override
  public SchemaRegistryClient client() {
    return client;
  }

  @Test
  void aFreshClientFindsWhatAnotherRegistered() {
    int id = client.register("fresh-value", AuditEvent.getClassSchema());
    try (var other = new ConfluentSchemaRegistryClient(RegistryConfig.of(server.url() + "/"))) {
      assertThat(other.schemaById(id)).isPresent();
    }
  }

  @Test
  void aDeadFirstAddressIsSkipped() {
    RegistryConfig config = RegistryConfig.of("http://127.0.0.1:1," + server.url());
    try (var other = new ConfluentSchemaRegistryClient(config)) {
      assertThat(other.register("failover-value", AuditEvent.getClassSchema())).isPositive();
    }
  }

  @Test
  void aSchemaOfAnotherKindIsNoOutage() throws Exception {
    int id =
        register(
            "json-value",
            "{\"schemaType\":\"JSON\",\"schema\":\"{\\\"$schema\\\":"
                + "\\\"http://json-schema.org/draft-07/schema#\\\",\\\"type\\\":\\\"object\\\"}\"}");
    assertThatThrownBy(() -> client.schemaById(id)).isInstanceOf(UnsupportedSchemaException.class);
  }

  @Test
  void referencedSchemasAreFollowed() throws Exception {
    register(
        "inner-value",
        "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Inner\\\","
            + "\\\"namespace\\\":\\\"n\\\",\\\"fields\\\":[]}\"}");
    int id =
        register(
            "outer-value",
            "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Outer\\\","
                + "\\\"namespace\\\":\\\"n\\\",\\\"fields\\\":[{\\\"name\\\":\\\"i\\\","
                + "\\\"type\\\":\\\"n.Inner\\\"}]}\",\"references\":[{\"name\":\"n.Inner\","
                + "\"subject\":\"inner-value\",\"version\":1}]}");
    assertThat(client.schemaById(id).orElseThrow().getField("i").schema().getFullName())
        .isEqualTo("n.Inner");
  }

  private int register(String subject, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    String answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    assertThat(answer).matches("\\{.*\"id\":\\d+.*}");
    return Integer.parseInt(answer.replaceAll(".*\"id\":(\\d+).*", "$1"));
  }
}
