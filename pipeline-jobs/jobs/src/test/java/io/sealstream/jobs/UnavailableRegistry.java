package io.sealstream.jobs;

import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.util.Optional;
import org.apache.avro.Schema;

/** A registry that does not answer. */
final class UnavailableRegistry implements SchemaRegistryClient {
  @Override
  public Optional<Schema> schemaById(int id) {
    throw down();
  }

  @Override
  public int register(String subject, Schema schema) {
    throw down();
  }

  @Override
  public Optional<Schema> latest(String subject) {
    throw down();
  }

  @Override
  public void setCompatibility(String subject, String level) {
    throw down();
  }

  @Override
  public String compatibility(String subject) {
    throw down();
  }

  @Override
  public void close() {}

  private static RegistryUnavailableException down() {
    return new RegistryUnavailableException("down", new IOException("refused"));
  }
}
