package io.sealstream.local.search;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.rest.RestRequest;

/** How one request is put to OpenSearch, and how its answer is put back into Elastic's words. */
final class Translation {
  private final String uri;
  private final @Nullable BytesReference body;
  private final @Nullable Consumer<Map<String, Object>> answer;

  private Translation(
      String uri, @Nullable BytesReference body, @Nullable Consumer<Map<String, Object>> answer) {
    this.uri = uri;
    this.body = body;
    this.answer = answer;
  }

  static Translation of(RestRequest request) throws IOException {
    String path = request.path();
    if (path.endsWith("/_pit") && request.method() == RestRequest.Method.POST) {
      return openPointInTime(request);
    }
    if (path.equals("/_pit") && request.method() == RestRequest.Method.DELETE) {
      return closePointInTime(request);
    }
    if (path.endsWith("/_field_caps") && request.hasContent()) {
      return fieldCapabilities(request);
    }
    if (path.equals("/")) {
      return answering(request, AnswerWording::info);
    }
    if (path.startsWith("/_cluster/health")) {
      return answering(request, AnswerWording::health);
    }
    if (path.startsWith("/_data_stream") && request.method() == RestRequest.Method.GET) {
      return answering(request, AnswerWording::dataStreams);
    }
    return new Translation(request.uri(), null, null);
  }

  String uri() {
    return uri;
  }

  /** The body to send instead of the original one, if it differs. */
  @Nullable BytesReference body() {
    return body;
  }

  boolean changesAnswer() {
    return answer != null;
  }

  /** The answer in Elastic's words. */
  BytesReference answer(BytesReference openSearchAnswer) throws IOException {
    Map<String, Object> words = read(openSearchAnswer);
    if (answer != null) {
      answer.accept(words);
    }
    return write(words);
  }

  private static Translation answering(RestRequest request, Consumer<Map<String, Object>> answer) {
    return new Translation(request.uri(), null, answer);
  }

  private static Translation openPointInTime(RestRequest request) {
    String uri = request.uri().replace("/_pit", "/_search/point_in_time");
    return new Translation(uri, null, AnswerWording::openedPointInTime);
  }

  private static Translation closePointInTime(RestRequest request) throws IOException {
    Object id = read(request.content()).getOrDefault("id", "");
    BytesReference ids = write(Map.of("pit_id", List.of(id)));
    return new Translation("/_search/point_in_time", ids, AnswerWording::closedPointInTime);
  }

  /** Elasticsearch takes the field names from the body, OpenSearch only from the address. */
  private static Translation fieldCapabilities(RestRequest request) throws IOException {
    Map<String, Object> asked = read(request.content());
    if (!(asked.remove("fields") instanceof List<?> fields)) {
      return new Translation(request.uri(), null, null);
    }
    String names = String.join(",", fields.stream().map(String::valueOf).toList());
    String separator = request.uri().contains("?") ? "&" : "?";
    BytesReference rest = asked.isEmpty() ? BytesArray.EMPTY : write(asked);
    return new Translation(request.uri() + separator + "fields=" + names, rest, null);
  }

  private static Map<String, Object> read(BytesReference json) {
    return XContentHelper.convertToMap(json, true, MediaTypeRegistry.JSON).v2();
  }

  private static BytesReference write(Map<String, ?> words) throws IOException {
    try (var builder = XContentFactory.jsonBuilder()) {
      return BytesReference.bytes(builder.map(words));
    }
  }
}
