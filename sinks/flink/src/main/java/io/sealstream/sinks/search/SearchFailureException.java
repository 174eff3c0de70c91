package io.sealstream.sinks.search;

/** The cluster will not take documents until somebody changes something: fails the task. */
public final class SearchFailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SearchFailureException(String message) {
    super(message);
  }

  SearchFailureException(String message, Throwable cause) {
    super(message, cause);
  }
}
