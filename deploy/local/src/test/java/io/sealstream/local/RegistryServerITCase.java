package io.sealstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RegistryServerITCase {
  private static final String SCHEMA = "{\"schema\": \"{\\\"type\\\": \\\"string\\\"}\"}";

  @Test
  @DisplayName("a registered schema keeps its id over a restart of the registry")
  void registeredSchemaSurvivesARestart() throws Exception {
    Launch launch = Launch.forTest(WorkFolders.of(RegistryServerITCase.class, "registry"));
    String id;
    try (RegistryServer registry = RegistryServer.start(launch)) {
      id = register(registry.url());
    }
    try (RegistryServer registry = RegistryServer.start(launch)) {
      assertThat(LocalHttp.get(registry.url() + "/schemas/ids/" + id).body()).contains("string");
      assertThat(LocalHttp.get(registry.url() + "/subjects").body()).contains("it-value");
    }
  }

  private static String register(String url) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url + "/subjects/it-value/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString(SCHEMA))
            .build();
    var response = LocalHttp.send(request);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body().replaceAll(".*\"id\":\\s*(\\d+).*", "$1");
  }
}
