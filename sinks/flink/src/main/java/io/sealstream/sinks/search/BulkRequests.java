package io.sealstream.sinks.search;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import io.sealstream.sinks.search.BulkOutcome.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends documents in one bulk request, as {@code create} under their own ids, and sorts the
 * answers. A request that is refused as a whole is halved until the document to blame stands alone.
 * Answers arrive on the client's threads.
 */
final class BulkRequests {
  private static final int CONFLICT = 409;

  private final ElasticsearchAsyncClient client;

  BulkRequests(ElasticsearchAsyncClient client) {
    this.client = client;
  }

  /** Fails only with what is {@link FailureClass#FATAL}. */
  CompletableFuture<BulkOutcome> send(List<SearchDocument> documents) {
    return client
        .bulk(request(documents))
        .thenApply(response -> sort(documents, response))
        .exceptionallyCompose(error -> failed(documents, error));
  }

  private static BulkRequest request(List<SearchDocument> documents) {
    var request = new BulkRequest.Builder();
    for (SearchDocument document : documents) {
      var body = BinaryData.of(document.json().unsafeArray(), ContentType.APPLICATION_JSON);
      request.operations(
          operation ->
              operation.create(
                  create ->
                      create
                          .index(SearchStreams.events(document.tenant()))
                          .id(document.id())
                          .document(body)));
    }
    return request.build();
  }

  private CompletableFuture<BulkOutcome> failed(List<SearchDocument> documents, Throwable error) {
    RequestFailure failure = RequestFailure.of(error);
    return switch (failure.kind()) {
      case RETRYABLE ->
          CompletableFuture.completedFuture(BulkOutcome.retry(documents, failure.text()));
      case FATAL -> CompletableFuture.failedFuture(RequestFailure.fatal(error));
      case POISON -> blame(documents, failure);
    };
  }

  private CompletableFuture<BulkOutcome> blame(
      List<SearchDocument> documents, RequestFailure failure) {
    if (documents.size() == 1) {
      var refused = BulkOutcome.refused(documents.get(0), "request refused: " + failure.text());
      return CompletableFuture.completedFuture(refused);
    }
    int middle = documents.size() / 2;
    return send(documents.subList(0, middle))
        .thenCombine(send(documents.subList(middle, documents.size())), BulkOutcome::plus);
  }

  private static BulkOutcome sort(List<SearchDocument> documents, BulkResponse response) {
    List<BulkResponseItem> items = response.items();
    requireOneEach(documents, items);
    int indexed = 0;
    int alreadyThere = 0;
    var retry = new ArrayList<SearchDocument>();
    var refused = new ArrayList<Refused>();
    var causes = new ArrayList<String>();
    for (int i = 0; i < items.size(); i++) {
      BulkResponseItem item = items.get(i);
      ErrorCause error = item.error();
      if (error == null) {
        indexed++;
      } else if (item.status() == CONFLICT) {
        alreadyThere++;
      } else {
        switch (FailureClass.ofDocument(item.status(), error.type(), error.reason())) {
          case RETRYABLE -> {
            retry.add(documents.get(i));
            causes.add(detail(item));
          }
          case POISON -> refused.add(new Refused(documents.get(i), detail(item)));
          case FATAL -> throw refusesAll(item);
        }
      }
    }
    return new BulkOutcome(indexed, alreadyThere, retry, refused, causes, false);
  }

  private static void requireOneEach(List<SearchDocument> documents, List<BulkResponseItem> items) {
    if (items.size() != documents.size()) {
      throw new SearchFailureException(
          "bulk answer has "
              + items.size()
              + " items for "
              + documents.size()
              + " documents: is a proxy in between?");
    }
  }

  private static SearchFailureException refusesAll(BulkResponseItem item) {
    return new SearchFailureException(
        "index "
            + item.index()
            + " refuses all documents: "
            + detail(item)
            + "; check its rights, blocks and template");
  }

  /** Without the reason: servers quote the value that they refuse. */
  private static String detail(BulkResponseItem item) {
    @Nullable ErrorCause cause = item.error();
    var types = new StringBuilder();
    while (cause != null) {
      types.append(types.isEmpty() ? ": " : " < ").append(cause.type());
      cause = cause.causedBy();
    }
    return "HTTP status " + item.status() + types;
  }
}
