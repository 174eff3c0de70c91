package io.sealstream.cli.reckoning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Asks the search node over plain HTTP what it holds. */
public final class SearchReckoner {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int PAGE = 5000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final URI base;

  public SearchReckoner(URI base) {
    this.base = base;
  }

  /** Documents under the index pattern; 0 when there is no such index. */
  public long count(String pattern) throws IOException {
    return call("GET", "/" + pattern + "/_count?ignore_unavailable=true", "")
        .path("count")
        .asLong();
  }

  /** Makes visible to searches what was indexed before. */
  public void refresh(String pattern) throws IOException {
    call("POST", "/" + pattern + "/_refresh?ignore_unavailable=true", "");
  }

  /**
   * Every document's id under the index pattern.
   *
   * @throws IOException also when an id is there twice: no index pattern of ours may hold one
   *     document in two places
   */
  public Set<String> ids(String pattern) throws IOException {
    var ids = new HashSet<String>();
    String body = "{\"size\":%d,\"_source\":false,\"sort\":[\"_doc\"]}".formatted(PAGE);
    JsonNode page =
        call("POST", "/" + pattern + "/_search?scroll=1m&ignore_unavailable=true", body);
    while (!page.path("hits").path("hits").isEmpty()) {
      for (JsonNode hit : page.path("hits").path("hits")) {
        if (!ids.add(hit.path("_id").asText())) {
          throw new IOException("document " + hit.path("_id").asText() + " is indexed twice");
        }
      }
      String scroll = json.writeValueAsString(page.path("_scroll_id").asText());
      page = call("POST", "/_search/scroll", "{\"scroll\":\"1m\",\"scroll_id\":" + scroll + "}");
    }
    return ids;
  }

  private JsonNode call(String method, String path, String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 400) {
        throw new IOException(
            method + " " + path + " at " + base + " answered " + response.statusCode());
      }
      return json.readTree(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking " + base);
    }
  }
}
