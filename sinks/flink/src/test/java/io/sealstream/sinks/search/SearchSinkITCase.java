package io.sealstream.sinks.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.local.Launch;
import io.sealstream.local.LocalHome;
import io.sealstream.local.Ports;
import io.sealstream.local.SearchServer;
import io.sealstream.sinks.search.SearchConfig.BulkLimits;
import io.sealstream.sinks.search.SearchConfig.RetryDelay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against OpenSearch in the Elasticsearch dialect, as the local stack runs it. */
@Timeout(600)
class SearchSinkITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STREAM = SearchStreams.events(Documents.ACME);

  private static Launch launch;
  private static SearchServer server;
  private static SearchClient client;

  @BeforeAll
  static void start() throws IOException {
    Path work = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "search");
    int port = Ports.free().port("search");
    int transport = Ports.free().port("search-transport");
    // Fixed, so that the node comes back where the writer expects it.
    Ports ports = Ports.fixed(Map.of("search", port, "search-transport", transport));
    launch = new Launch(LocalHome.find(), work, ports);
    server = SearchServer.start(launch);
    client = new SearchClient(SearchConfig.of(server.url()));
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @BeforeEach
  void anEmptyCluster() throws IOException {
    request("DELETE", "/_data_stream/" + SearchStreams.ALL_EVENTS);
    RecordingRejectedPublisher.factory();
  }

  @Test
  void fiveHundredDocumentsAreThereOnceHoweverOftenTheyAreSent() throws Exception {
    run(Documents.range(0, 500));
    run(Documents.range(0, 500));

    assertThat(count()).isEqualTo(500);
    assertThat(RecordingRejectedPublisher.published()).isEmpty();
  }

  @Test
  void aTemplateThatTheClusterRefusesFailsTheJobWithItsReason() throws Exception {
    var rival = new Request("PUT", "/_index_template/rival");
    rival.setJsonEntity("{\"index_patterns\":[\"audit-*\"],\"data_stream\":{},\"priority\":500}");
    request("DELETE", "/_index_template/" + SearchTemplates.NAME);
    send(rival);
    try {
      assertThatThrownBy(() -> run(Documents.range(0, 1)))
          .hasStackTraceContaining("refuses the index template sealstream-audit-events")
          .hasStackTraceContaining("same priority");
    } finally {
      request("DELETE", "/_index_template/rival");
    }
  }

  @Test
  void aStreamOfAnOlderVersionLearnsTheNewFields() throws Exception {
    var older = new Request("PUT", "/_index_template/" + SearchTemplates.NAME);
    older.setJsonEntity(
        """
        {"index_patterns":["audit-events-*"],"data_stream":{},"priority":500,
         "template":{"mappings":{"dynamic":"strict","properties":{"@timestamp":{"type":"date"}}}}}
        """);
    send(older);
    request("PUT", "/_data_stream/" + STREAM);

    run(Documents.range(0, 5));

    assertThat(count()).isEqualTo(5);
    assertThat(RecordingRejectedPublisher.published()).isEmpty();
  }

  @Test
  void documentsWrittenBeforeARolloverAreNotWrittenAgain() throws Exception {
    run(Documents.range(0, 50));
    request("POST", "/" + STREAM + "/_rollover");
    run(Documents.range(0, 60));

    assertThat(request("GET", "/_data_stream/" + STREAM).at("/data_streams/0/indices")).hasSize(2);
    assertThat(count()).isEqualTo(60);
  }

  @Test
  void analystsFindAnEventByItsFields() throws Exception {
    run(Documents.range(0, 1));

    assertThat(found("user.id:\"u-1\" AND event.category:iam AND labels.team:payments")).isOne();
    assertThat(found("source.ip:\"203.0.113.0/24\" OR source.ip:\"2001:db8::/32\" OR source.ip:*"))
        .isOne();
    assertThat(found("user.id:nobody")).isZero();
    JsonNode mapping = request("GET", "/" + STREAM + "/_mapping").elements().next();
    assertThat(mapping.at("/mappings/dynamic").asText()).isEqualTo("strict");
    assertThat(
            mapping
                .at("/mappings/properties/source/properties/geo/properties/location/type")
                .asText())
        .isEqualTo("geo_point");
  }

  @Test
  void aPoisonDocumentIsRejectedWholeAndTheRestIsIndexed() throws Exception {
    List<SearchDocument> documents =
        Stream.concat(
                Documents.range(0, 10).stream(),
                Stream.concat(Stream.of(Documents.poison(10)), Documents.range(11, 20).stream()))
            .toList();

    run(documents);

    assertThat(count()).isEqualTo(19);
    assertThat(RecordingRejectedPublisher.published())
        .singleElement()
        .satisfies(
            rejected -> {
              assertThat(rejected.getEventId()).isEqualTo("e-10");
              assertThat(rejected.getDetail()).contains("HTTP status 400");
            });
  }

  /** The stream does not exist yet: its first document has the cluster create it. */
  @Test
  void documentsThatFindTheClusterFullArriveOnceItHasRoom() throws Exception {
    request("PUT", "/filler");
    maxShardsPerNode("1");
    try (var harness = harness()) {
      harness.open();
      send(harness, Documents.range(0, 50));
      // The answer to that one request reaches the task as a mail.
      await()
          .pollInSameThread()
          .atMost(Duration.ofMinutes(1))
          .until(() -> harness.getTaskMailbox().hasMail());
      assertThat(request("GET", "/_data_stream").path("data_streams")).isEmpty();
      assertThat(RecordingRejectedPublisher.published()).isEmpty();

      maxShardsPerNode("null");
      send(harness, Documents.range(50, 120));
      harness.endInput();
    } finally {
      maxShardsPerNode("null");
      request("DELETE", "/filler");
    }

    assertThat(count()).isEqualTo(120);
    assertThat(RecordingRejectedPublisher.published()).isEmpty();
  }

  @Test
  void anOutageInTheMiddleLosesAndDoublesNothing() throws Exception {
    try (var harness = harness()) {
      harness.open();
      send(harness, Documents.range(0, 300));
      server.close();
      CompletableFuture<Void> restarted =
          CompletableFuture.runAsync(() -> server = SearchServer.start(launch));
      send(harness, Documents.range(300, 1000));
      harness.endInput();
      restarted.join();
    }

    await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(count()).isEqualTo(1000));
    assertThat(RecordingRejectedPublisher.published()).isEmpty();
  }

  private static void run(List<SearchDocument> documents) throws Exception {
    try (var harness = harness()) {
      harness.open();
      send(harness, documents);
      harness.endInput();
    }
  }

  private static OneInputStreamOperatorTestHarness<SearchDocument, ?> harness() throws Exception {
    SearchConfig config =
        SearchConfig.of(server.url())
            .withBulk(new BulkLimits(50, 1 << 20, Duration.ofSeconds(1)))
            .withRetry(new RetryDelay(Duration.ofMillis(100), Duration.ofSeconds(1)));
    var sink = new SearchSink(config, RecordingRejectedPublisher::new);
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new SinkWriterOperatorFactory<SearchDocument, Object>(sink),
            new SearchDocumentSerializer());
    // A writer that starts after the records were written to Kafka.
    harness.setProcessingTime(Documents.of(0).origin().timestampMillis() + 3_600_000);
    return harness;
  }

  private static void send(
      OneInputStreamOperatorTestHarness<SearchDocument, ?> harness, List<SearchDocument> documents)
      throws Exception {
    for (SearchDocument document : documents) {
      harness.processElement(document, 0L);
    }
  }

  private static long count() throws IOException {
    request("POST", "/" + STREAM + "/_refresh");
    return request("GET", "/" + STREAM + "/_count").path("count").asLong(-1);
  }

  private static long found(String query) throws IOException {
    request("POST", "/" + STREAM + "/_refresh");
    var search = new Request("GET", "/" + STREAM + "/_count");
    search.addParameter("q", query);
    return send(search).path("count").asLong(-1);
  }

  private static void maxShardsPerNode(String number) throws IOException {
    var settings = new Request("PUT", "/_cluster/settings");
    settings.setJsonEntity("{\"persistent\":{\"cluster.max_shards_per_node\":" + number + "}}");
    send(settings);
  }

  private static JsonNode request(String method, String path) throws IOException {
    return send(new Request(method, path));
  }

  private static JsonNode send(Request request) throws IOException {
    return JSON.readTree(client.requests().performRequest(request).getEntity().getContent());
  }
}
