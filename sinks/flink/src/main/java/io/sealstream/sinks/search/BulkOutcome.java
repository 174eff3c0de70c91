package io.sealstream.sinks.search;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of the documents of a request: each is counted in one place.
 *
 * @param alreadyThere documents that an earlier attempt had written
 * @param causes why documents must be sent again, for the log
 * @param unanswered whether a request has no answer of its own: the cluster may have written its
 *     documents all the same
 */
record BulkOutcome(
    int indexed,
    int alreadyThere,
    List<SearchDocument> retry,
    List<Refused> refused,
    List<String> causes,
    boolean unanswered) {

  /**
   * A document that the index will never take.
   *
   * @param detail status and error type, never a payload
   */
  record Refused(SearchDocument document, String detail) {}

  BulkOutcome {
    retry = List.copyOf(retry);
    refused = List.copyOf(refused);
    causes = List.copyOf(causes);
  }

  static BulkOutcome found(int alreadyThere) {
    return new BulkOutcome(0, alreadyThere, List.of(), List.of(), List.of(), false);
  }

  static BulkOutcome retry(List<SearchDocument> documents, String cause) {
    return new BulkOutcome(0, 0, documents, List.of(), List.of(cause), true);
  }

  static BulkOutcome refused(SearchDocument document, String detail) {
    return new BulkOutcome(
        0, 0, List.of(), List.of(new Refused(document, detail)), List.of(), false);
  }

  BulkOutcome plus(BulkOutcome other) {
    return new BulkOutcome(
        indexed + other.indexed,
        alreadyThere + other.alreadyThere,
        concat(retry, other.retry),
        concat(refused, other.refused),
        concat(causes, other.causes),
        unanswered || other.unanswered);
  }

  private static <T> List<T> concat(List<T> a, List<T> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }
}
