package io.sealstream.schemas.registry;

/**
 * The registry did not answer, or not with an answer about the question. Fails the task; never
 * rejects a record.
 */
public final class RegistryUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
