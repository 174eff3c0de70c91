package io.sealstream.sinks.search;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.Response;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.sinks.search.SearchConfig.RetryDelay;
import io.sealstream.sinks.search.SearchTemplates.LabelsType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the template into the cluster, and its new fields into the streams that exist. Idempotent:
 * every writer does it when it starts, before its first document. Which name the server has for
 * free-keyed objects is found by asking for one.
 */
final class TemplateInstaller {
  private static final Logger LOG = LoggerFactory.getLogger(TemplateInstaller.class);
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int MAX_SHOWN = 500;

  private final SearchClient client;
  private final RetryDelay delay;

  TemplateInstaller(SearchClient client, RetryDelay delay) {
    this.client = client;
    this.delay = delay;
  }

  /**
   * Returns once the template is there; waits for a cluster that is away.
   *
   * @throws SearchFailureException when the cluster refuses it
   */
  void install() throws InterruptedException {
    for (int attempt = 0; !tried(attempt); attempt++) {
      // Ends early by interrupt only: that is how Flink cancels.
      var unused =
          new CountDownLatch(1).await(delay.before(attempt).toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private boolean tried(int attempt) {
    RequestFailure failure;
    try {
      Optional<RequestFailure> problem = installOnce();
      if (problem.isEmpty()) {
        return true;
      }
      failure = problem.get();
    } catch (IOException e) {
      failure = RequestFailure.of(e);
    }
    if (failure.kind() != FailureClass.RETRYABLE) {
      throw new SearchFailureException(
          "search cluster refuses the index template "
              + SearchTemplates.NAME
              + ": "
              + failure.text()
              + "; check the credentials' right to manage it, and other templates for "
              + SearchStreams.ALL_EVENTS);
    }
    if (attempt == 0) {
      LOG.warn("search cluster does not answer, retrying: {}", failure.text());
    }
    return false;
  }

  private Optional<RequestFailure> installOnce() throws IOException {
    LabelsType labels = LabelsType.FLATTENED;
    Answer answer = putTemplate(labels);
    if (answer.status() == BAD_REQUEST) {
      labels = LabelsType.FLAT_OBJECT;
      answer = putTemplate(labels);
    }
    return answer.isSuccess() ? extendStreams(labels) : Optional.of(answer.failure());
  }

  private Answer putTemplate(LabelsType labels) throws IOException {
    return put("/_index_template/" + SearchTemplates.NAME, SearchTemplates.template(labels));
  }

  /** A template acts on new backing indices only: the current ones must learn new fields too. */
  private Optional<RequestFailure> extendStreams(LabelsType labels) throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("properties", SearchTemplates.mappings(labels).get("properties"));
    Answer answer = put("/" + SearchStreams.ALL_EVENTS + "/_mapping", body);
    if (answer.status() == BAD_REQUEST) {
      throw new SearchFailureException(
          "a stream of "
              + SearchStreams.ALL_EVENTS
              + " has a field of another type than this version needs: "
              + answer.failure().text()
              + "; reindex it, or delete it and replay");
    }
    boolean noStreamYet = answer.status() == NOT_FOUND;
    return answer.isSuccess() || noStreamYet ? Optional.empty() : Optional.of(answer.failure());
  }

  /** What the cluster said; the low-level client throws only where it said nothing. */
  private record Answer(int status, String body) {
    boolean isSuccess() {
      return status < 300;
    }

    RequestFailure failure() {
      // About settings, not documents: safe to show.
      String start = body.substring(0, Math.min(body.length(), MAX_SHOWN));
      return new RequestFailure(FailureClass.of(status), "HTTP status " + status + ": " + start);
    }
  }

  private Answer put(String path, ObjectNode body) throws IOException {
    var request = new Request("PUT", path);
    request.setJsonEntity(body.toString());
    try {
      Response response = client.requests().performRequest(request);
      byte[] text =
          response.getEntity() == null
              ? new byte[0]
              : response.getEntity().getContent().readAllBytes();
      return new Answer(response.getStatusCode(), new String(text, StandardCharsets.UTF_8));
    } catch (ResponseException e) {
      return new Answer(e.getResponse().getStatusCode(), "");
    }
  }
}
