package io.sealstream.sinks.search;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest5_client.Rest5ClientTransport;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;

/**
 * The official client over its own connection pool. Safe for any thread; opening it asks the
 * cluster nothing.
 */
final class SearchClient implements AutoCloseable {
  private final Rest5Client requests;
  private final ElasticsearchAsyncClient documents;

  SearchClient(SearchConfig config) {
    var timeout = Timeout.of(config.requestTimeout());
    var builder =
        Rest5Client.builder(config.urls().toArray(URI[]::new))
            .setRequestConfigCallback(request -> request.setResponseTimeout(timeout))
            // Repetition is ours alone: the HTTP client's own would hide an outage from us.
            .setHttpClientConfigCallback(HttpAsyncClientBuilder::disableAutomaticRetries)
            .setConnectionConfigCallback(connection -> connection.setSocketTimeout(timeout));
    config
        .credentials()
        .authorization()
        .ifPresent(
            value ->
                builder.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", value)}));
    requests = builder.build();
    documents =
        new ElasticsearchAsyncClient(new Rest5ClientTransport(requests, new JacksonJsonpMapper()));
  }

  /** For requests that are the same JSON on every server. */
  Rest5Client requests() {
    return requests;
  }

  ElasticsearchAsyncClient documents() {
    return documents;
  }

  @Override
  public void close() {
    try {
      requests.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the search client", e);
    }
  }
}
