package io.sealstream.local.search;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.http.HttpRequest;
import org.opensearch.http.HttpResponse;
import org.opensearch.rest.RestRequest;

/** A request with plain media types instead of Elastic's, and possibly another address or body. */
final class DialectRequest implements HttpRequest {
  private static final String VENDOR = "vnd.elasticsearch";

  private final HttpRequest original;
  private final Map<String, List<String>> headers;
  private final String uri;
  private final @Nullable BytesReference body;

  private DialectRequest(
      HttpRequest original,
      Map<String, List<String>> headers,
      String uri,
      @Nullable BytesReference body) {
    this.original = original;
    this.headers = headers;
    this.uri = uri;
    this.body = body;
  }

  static DialectRequest of(HttpRequest original, Translation translation) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    original.getHeaders().forEach((name, values) -> headers.put(name, plain(name, values)));
    return new DialectRequest(original, headers, translation.uri(), translation.body());
  }

  private static List<String> plain(String name, List<String> values) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "accept", "content-type" -> values.stream().map(DialectRequest::plain).toList();
      default -> values;
    };
  }

  private static String plain(String mediaType) {
    if (!mediaType.contains(VENDOR)) {
      return mediaType;
    }
    return mediaType.contains("ndjson") ? "application/x-ndjson" : "application/json";
  }

  @Override
  public RestRequest.Method method() {
    return original.method();
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public BytesReference content() {
    return body == null ? original.content() : body;
  }

  @Override
  public Map<String, List<String>> getHeaders() {
    return headers;
  }

  @Override
  public List<String> strictCookies() {
    return original.strictCookies();
  }

  @Override
  public HttpVersion protocolVersion() {
    return original.protocolVersion();
  }

  @Override
  public HttpRequest removeHeader(String header) {
    Map<String, List<String>> others = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    others.putAll(headers);
    others.remove(header);
    return new DialectRequest(original, others, uri, body);
  }

  @Override
  public HttpResponse createResponse(RestStatus status, BytesReference content) {
    return original.createResponse(status, content);
  }

  @Override
  public @Nullable Exception getInboundException() {
    return original.getInboundException();
  }

  @Override
  public void release() {
    original.release();
  }

  @Override
  public HttpRequest releaseAndCopy() {
    return new DialectRequest(original.releaseAndCopy(), headers, uri, body);
  }
}
