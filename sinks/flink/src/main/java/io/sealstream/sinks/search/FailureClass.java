package io.sealstream.sinks.search;

/**
 * What a failed write means. There is no fourth outcome. By HTTP status: error types differ between
 * servers.
 */
enum FailureClass {
  /** The same request may succeed later. */
  RETRYABLE,
  /** This document never will. */
  POISON,
  /** Settings or rights are wrong: no document will, until somebody changes them. */
  FATAL;

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  /** For a status that is not a success, of a document or of a whole request. */
  static FailureClass of(int status) {
    if (status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT || status >= 500) {
      return RETRYABLE;
    }
    if (status == UNAUTHORIZED || status == FORBIDDEN || status == NOT_FOUND) {
      return FATAL;
    }
    return status >= 400 ? POISON : FATAL;
  }
}
