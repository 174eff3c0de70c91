package io.sealstream.sinks.search;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a failed write means. There is no fourth outcome. By HTTP status, since error types differ
 * between servers; with one exception, a full cluster, which has a bad document's status.
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

  /** The type that some servers give the shard limit, and every server many a bad document. */
  private static final String AMBIGUOUS = "illegal_argument_exception";

  /** From the first letter on: further back a server may quote the document. */
  private static final Pattern SHARD_LIMIT =
      Pattern.compile(
          "(Validation Failed: 1: )?this action would add \\[\\d+] (total )?shards, "
              + "but this cluster currently has \\[-?\\d+]/\\[-?\\d+] maximum (\\w+ )?shards open.*",
          Pattern.DOTALL);

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
  static FailureClass ofDocument(int status, @Nullable String type, @Nullable String reason) {
    return status == BAD_REQUEST && isFullCluster(type, reason) ? RETRYABLE : of(status);
  }

  private static boolean isFullCluster(@Nullable String type, @Nullable String reason) {
    return CLUSTER_CONDITION.equals(type)
        || (AMBIGUOUS.equals(type) && reason != null && SHARD_LIMIT.matcher(reason).matches());
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
