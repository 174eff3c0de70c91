package io.sealstream.local;

import java.io.Serial;

/**
 * A server of the local stack could not be started, asked or stopped; the message says what to do.
 */
public final class LocalStackException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public LocalStackException(String message) {
    super(message);
  }

  public LocalStackException(String message, Throwable cause) {
    super(message, cause);
  }
}
