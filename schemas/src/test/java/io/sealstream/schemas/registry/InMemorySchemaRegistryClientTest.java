package io.sealstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InMemorySchemaRegistryClientTest implements RegistryContract {
  private final InMemorySchemaRegistryClient client = new InMemorySchemaRegistryClient();

  @Override
  public SchemaRegistryClient client() {
    return client;
  }

  @Test
  void itPlaysAnOutage() {
    client.setUnreachable(true);
    assertThatThrownBy(() -> client.latest("s")).isInstanceOf(RegistryUnavailableException.class);
  }
}
