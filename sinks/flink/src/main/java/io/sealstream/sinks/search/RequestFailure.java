package io.sealstream.sinks.search;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/**
 * A whole request that failed. The only place that looks at exception types.
 *
 * @param text status or exception, never a payload
 */
record RequestFailure(FailureClass kind, String text) {

  static RequestFailure of(Throwable error) {
    Throwable cause = unwrap(error);
    if (cause instanceof ElasticsearchException e) {
      return status(e.status());
    }
    if (cause instanceof ResponseException e) {
      return status(e.getResponse().getStatusCode());
    }
    if (cause instanceof TransportException e && e.response() != null) {
      return status(e.statusCode());
    }
    if (cause instanceof SSLException) {
      return new RequestFailure(FailureClass.FATAL, cause.toString());
    }
    if (cause instanceof IOException) {
      return new RequestFailure(FailureClass.RETRYABLE, cause.toString());
    }
    return new RequestFailure(FailureClass.FATAL, cause.toString());
  }

  /** What to throw for a failure that is fatal. */
  static SearchFailureException fatal(Throwable error) {
    Throwable cause = unwrap(error);
    if (cause instanceof SearchFailureException known) {
      return known;
    }
    return new SearchFailureException(
        "search cluster refuses requests: "
            + of(error).text()
            + "; check sealstream.search.urls, the credentials and their rights on "
            + SearchStreams.ALL_EVENTS,
        cause);
  }

  private static RequestFailure status(int status) {
    return new RequestFailure(FailureClass.of(status), "HTTP status " + status);
  }

  private static Throwable unwrap(Throwable error) {
    boolean wrapped = error instanceof CompletionException || error instanceof ExecutionException;
    return wrapped && error.getCause() != null ? unwrap(error.getCause()) : error;
  }
}
