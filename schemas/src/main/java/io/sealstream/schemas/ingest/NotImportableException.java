package io.sealstream.schemas.ingest;

/** A record that no event can be made of. The message says why; it never holds payload. */
public final class NotImportableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotImportableException(String message) {
    super(message);
  }
}
