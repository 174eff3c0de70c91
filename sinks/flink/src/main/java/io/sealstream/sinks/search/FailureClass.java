package io.sealstream.sinks.search;

import org.jspecify.annotations.Nullable;

/**
 * What a failed write means. There is no fourth outcome. By HTTP status, since error types differ
 * between servers; with one exception, a cluster condition that has a bad document's status.
 */
enum FailureClass {
  /** The same request may succeed later. */
  RETRYABLE,
  /** This document never will. */
  POISON,
  /** Settings or rights are wrong: no document will, until somebody changes them. */
  FATAL;

  /** What a full cluster answers, for instance at {@code cluster.max_shards_per_node}. */
  private static final String CLUSTER_CONDITION = "validation_exception";

  private static final int BAD_REQUEST = 400;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  /**
   * For a document in a bulk request. The first document of a tenant creates its data stream, which
   * may fail for want of room in the cluster: no fault of the document.
   */
  static FailureClass ofDocument(int status, @Nullable String errorType) {
    return status == BAD_REQUEST && CLUSTER_CONDITION.equals(errorType) ? RETRYABLE : of(status);
  }

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
