package io.sealstream.cli.conformance;

/** Something in a pack has not the form that it should have. */
final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableException(String message) {
    super(message);
  }
}
