package io.sealstream.schemas.registry;

/** One address gave no answer to one request; another address, or a later time, may. */
final class NoAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean refusal;

  private NoAnswerException(String message, Throwable cause, boolean refusal) {
    super(message, cause);
    this.refusal = refusal;
  }

  /** The address may answer later. */
  static NoAnswerException passing(String message, Throwable cause) {
    return new NoAnswerException(message, cause, false);
  }

  /** The address does not take this client, and time alone will not change that. */
  static NoAnswerException refusal(String message, Throwable cause) {
    return new NoAnswerException(message, cause, true);
  }

  boolean isRefusal() {
    return refusal;
  }
}
