package io.sealstream.schemas.registry;

/**
 * The registry has something under this id, but it is not a schema that Avro can read: JSON Schema,
 * Protobuf, or text that does not parse. An answer, unlike {@link RegistryUnavailableException}.
 */
public final class UnsupportedSchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnsupportedSchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
