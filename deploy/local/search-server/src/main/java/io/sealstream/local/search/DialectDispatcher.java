package io.sealstream.local.search;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.rest.RestChannel;
import org.opensearch.rest.RestHandler;
import org.opensearch.rest.RestRequest;

/** Translates each request on its way in and its answer on the way out. Called on HTTP threads. */
final class DialectDispatcher implements HttpServerTransport.Dispatcher {
  /** Elastic's clients refuse a server that does not send it. */
  private static final String PRODUCT_HEADER = "X-Elastic-Product";

  private final HttpServerTransport.Dispatcher openSearch;

  DialectDispatcher(HttpServerTransport.Dispatcher openSearch) {
    this.openSearch = openSearch;
  }

  @Override
  public Optional<RestHandler> dispatchHandler(
      String uri, String rawPath, RestRequest.Method method, Map<String, String> params) {
    return openSearch.dispatchHandler(uri, rawPath, method, params);
  }

  @Override
  public void dispatchRequest(RestRequest request, RestChannel channel, ThreadContext context) {
    context.addResponseHeader(PRODUCT_HEADER, "Elasticsearch");
    try {
      Translation translation = Translation.of(request);
      RestRequest translated =
          RestRequest.request(
              request.getXContentRegistry(),
              DialectRequest.of(request.getHttpRequest(), translation),
              request.getHttpChannel());
      openSearch.dispatchRequest(
          translated, new DialectChannel(channel, translated, translation), context);
    } catch (IOException | RuntimeException e) {
      // A body that cannot be read: OpenSearch words the 400.
      openSearch.dispatchBadRequest(channel, context, e);
    }
  }

  @Override
  public void dispatchBadRequest(RestChannel channel, ThreadContext context, Throwable cause) {
    context.addResponseHeader(PRODUCT_HEADER, "Elasticsearch");
    openSearch.dispatchBadRequest(channel, context, cause);
  }
}
