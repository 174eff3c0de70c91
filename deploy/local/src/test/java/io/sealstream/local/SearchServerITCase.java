package io.sealstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SearchServerITCase {
  private static final String ELASTIC_JSON =
      "application/vnd.elasticsearch+json; compatible-with=9";
  private static SearchServer search;

  @BeforeAll
  static void start() {
    search = SearchServer.start(WorkFolders.of(SearchServerITCase.class, "search"));
  }

  @AfterAll
  static void stop() {
    search.close();
  }

  @Test
  @DisplayName("a document is created once under its id, and the product header says Elasticsearch")
  void documentIsCreatedOnce() throws Exception {
    HttpResponse<String> created = send("PUT", "/it/_create/1?refresh=true", "{\"a\": 1}");
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(created.headers().firstValue("X-Elastic-Product")).hasValue("Elasticsearch");
    assertThat(send("PUT", "/it/_create/1", "{\"a\": 2}").statusCode()).isEqualTo(409);
    assertThat(send("POST", "/it/_search", "{\"query\": {\"match_all\": {}}}").body())
        .contains("{\"a\": 1}");
  }

  @Test
  @DisplayName("a data stream is described in Elastic's words")
  void dataStreamIsDescribed() throws Exception {
    String template =
        """
        {"index_patterns": ["logs-it-*"], "data_stream": {}, "priority": 500,
         "template": {"settings": {"index.lifecycle.name": "kept"}}}
        """;
    assertThat(send("PUT", "/_index_template/it", template).statusCode()).isEqualTo(200);
    assertThat(send("PUT", "/_data_stream/logs-it-x", "").statusCode()).isEqualTo(200);
    assertThat(send("GET", "/_data_stream/logs-it-x", "").body())
        .contains("\"timestamp_field\":{\"name\":\"@timestamp\"}", "\"managed_by\":\"Unmanaged\"");
  }

  @Test
  @DisplayName("a point in time is opened and closed as Elasticsearch does it")
  void pointInTimeIsOpenedAndClosed() throws Exception {
    send("PUT", "/pit/_create/1?refresh=true", "{\"a\": 1}");
    String opened = send("POST", "/pit/_pit?keep_alive=1m", "").body();
    assertThat(opened).contains("\"id\":");
    String id = opened.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    assertThat(send("DELETE", "/_pit", "{\"id\": \"" + id + "\"}").body())
        .contains("\"succeeded\":true", "\"num_freed\":1");
  }

  @Test
  @DisplayName("field capabilities take the field names from the body")
  void fieldNamesComeFromTheBody() throws Exception {
    send("PUT", "/caps/_create/1?refresh=true", "{\"wanted\": 1, \"other\": 1}");
    assertThat(send("POST", "/caps/_field_caps", "{\"fields\": [\"wanted\"]}").body())
        .contains("wanted")
        .doesNotContain("other");
  }

  @Test
  @DisplayName("a body that is no JSON is answered with 400 and the product header")
  void brokenBodyIsABadRequest() throws Exception {
    HttpResponse<String> answer = send("DELETE", "/_pit", "{");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("X-Elastic-Product")).hasValue("Elasticsearch");
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws Exception {
    var builder = HttpRequest.newBuilder(URI.create(search.url() + path));
    builder.header("Accept", ELASTIC_JSON);
    if (body.isEmpty()) {
      builder.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      builder
          .header("Content-Type", ELASTIC_JSON)
          .method(method, HttpRequest.BodyPublishers.ofString(body));
    }
    return LocalHttp.send(builder.build());
  }
}
