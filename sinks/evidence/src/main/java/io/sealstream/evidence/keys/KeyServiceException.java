package io.sealstream.evidence.keys;

import java.io.IOException;

/** Whoever keeps a key did not answer, or not as it should: repeating may help. */
public final class KeyServiceException extends IOException {
  private static final long serialVersionUID = 1L;

  public KeyServiceException(String message, Throwable cause) {
    super(message, cause);
  }
}
