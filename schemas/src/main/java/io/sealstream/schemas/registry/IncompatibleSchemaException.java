package io.sealstream.schemas.registry;

/** The registry refused a schema under its subject's compatibility level. */
public final class IncompatibleSchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IncompatibleSchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
