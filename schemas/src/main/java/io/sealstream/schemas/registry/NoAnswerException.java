package io.sealstream.schemas.registry;

/** One address gave no answer to one request; another address, or a later time, may. */
final class NoAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  NoAnswerException(String message, Throwable cause) {
    super(message, cause);
  }
}
