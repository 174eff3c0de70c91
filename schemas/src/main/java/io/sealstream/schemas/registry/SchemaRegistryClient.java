package io.sealstream.schemas.registry;

import java.util.Optional;
import org.apache.avro.Schema;

/**
 * What Sealstream needs of a schema registry, in plain Avro types.
 *
 * <p>Ids are immutable, so implementations may cache them for ever. Safe for any thread. Every call
 * blocks, and throws {@link RegistryUnavailableException} where the registry gave no answer that
 * can be trusted; callers must never take that for "unknown".
 */
public interface SchemaRegistryClient extends AutoCloseable {

  /**
   * The schema registered under the id; empty only when the registry itself, at every address it
   * has, says that there is none.
   *
   * @throws RegistryUnavailableException after the client's own retries
   * @throws UnsupportedSchemaException when the id exists but is not an Avro schema
   */
  Optional<Schema> schemaById(int id);

  /**
   * Registers the schema under the subject, or finds it there, and gives its id.
   *
   * @throws IncompatibleSchemaException when the subject's compatibility level forbids it
   */
  int register(String subject, Schema schema);

  /** The newest schema of the subject; empty when the subject does not exist. */
  Optional<Schema> latest(String subject);

  /** Sets the subject's compatibility level, for instance {@code FULL_TRANSITIVE}. */
  void setCompatibility(String subject, String level);

  /** The subject's level, else the registry's own. */
  String compatibility(String subject);

  @Override
  void close();
}
