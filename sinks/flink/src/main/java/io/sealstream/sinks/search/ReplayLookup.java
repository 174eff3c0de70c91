package io.sealstream.sinks.search;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import io.sealstream.schemas.TenantId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Finds documents that an earlier run has written. {@code create} alone does not: a data stream
 * dedups only in its write index, and the earlier run may have written before a rollover.
 *
 * <p>Only records that were on Kafka before this writer started can have been written by an earlier
 * one, so only they are asked for; in steady state nothing is. A request whose answer was lost puts
 * what was on Kafka by then in doubt again.
 */
final class ReplayLookup {
  /** Clocks of brokers and ours may differ by as much. */
  private static final long CLOCK_SKEW_MILLIS = 600_000;

  private final ElasticsearchAsyncClient client;

  /** Records above it cannot have been written before; any thread moves it. */
  private volatile long horizonMillis;

  private final Set<String> refreshed = ConcurrentHashMap.newKeySet();

  /** What is new, and how many documents are not. */
  record Unwritten(List<SearchDocument> documents, int alreadyThere) {
    Unwritten {
      documents = List.copyOf(documents);
    }
  }

  ReplayLookup(ElasticsearchAsyncClient client, long startedMillis) {
    this.client = client;
    this.horizonMillis = startedMillis + CLOCK_SKEW_MILLIS;
  }

  /** What is on Kafka now may have been written. */
  void doubt(long nowMillis) {
    refreshed.clear();
    horizonMillis = nowMillis + CLOCK_SKEW_MILLIS;
  }

  /** Fails as the search request does. */
  CompletableFuture<Unwritten> unwritten(List<SearchDocument> documents) {
    Map<TenantId, List<String>> asked =
        documents.stream()
            .filter(document -> document.origin().timestampMillis() < horizonMillis)
            .collect(
                Collectors.groupingBy(
                    SearchDocument::tenant,
                    Collectors.mapping(SearchDocument::id, Collectors.toList())));
    var found = new ConcurrentHashMap<TenantId, Set<String>>();
    List<CompletableFuture<Void>> searches = new ArrayList<>();
    asked.forEach(
        (tenant, ids) ->
            searches.add(search(tenant, ids).thenAccept(hits -> found.put(tenant, hits))));
    return CompletableFuture.allOf(searches.toArray(CompletableFuture[]::new))
        .thenApply(done -> without(documents, found));
  }

  private static Unwritten without(
      List<SearchDocument> documents, Map<TenantId, Set<String>> found) {
    List<SearchDocument> rest =
        documents.stream()
            .filter(d -> !found.getOrDefault(d.tenant(), Set.of()).contains(d.id()))
            .toList();
    return new Unwritten(rest, documents.size() - rest.size());
  }

  private CompletableFuture<Set<String>> search(TenantId tenant, List<String> ids) {
    String stream = SearchStreams.events(tenant);
    return refreshOnce(stream)
        .thenCompose(
            done ->
                client.search(
                    search ->
                        search
                            .index(stream)
                            .ignoreUnavailable(true)
                            // A shard that is away would make written documents look new.
                            .allowPartialSearchResults(false)
                            .size(ids.size())
                            .source(source -> source.fetch(false))
                            .query(query -> query.ids(q -> q.values(ids))),
                    Void.class))
        .thenApply(
            response -> {
              var hits = new HashSet<String>();
              response.hits().hits().forEach(hit -> hits.add(String.valueOf(hit.id())));
              return hits;
            });
  }

  /** What the earlier run wrote last may not be searchable yet. */
  private CompletableFuture<Void> refreshOnce(String stream) {
    if (refreshed.contains(stream)) {
      return CompletableFuture.completedFuture(null);
    }
    return client
        .indices()
        .refresh(refresh -> refresh.index(stream).ignoreUnavailable(true))
        .thenAccept(response -> refreshed.add(stream));
  }
}
