package io.sealstream.sinks.search;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An HTTP server that gives bulk requests the answers it was told to, in order, and then accepts
 * every document. It knows nothing of Elasticsearch beyond the shapes of these answers.
 */
final class ReplayedCluster implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("\"_id\":\"([^\"]+)\"");

  private static final ErrorText SOME_ERROR =
      new ErrorText("some_exception", "quotes the value hunter2");

  private final HttpServer server;
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<List<String>> bulks = new CopyOnWriteArrayList<>();
  private final List<String> others = new CopyOnWriteArrayList<>();
  private volatile List<String> known = List.of();

  /** What every error of an answer says. */
  record ErrorText(String type, String reason) {}

  /** A status for the whole request, or with 200 one for each document. */
  record Answer(int status, List<Integer> documents, ErrorText error) {}

  ReplayedCluster() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized ReplayedCluster thenWhole(int status) {
    answers.add(new Answer(status, List.of(), SOME_ERROR));
    return this;
  }

  ReplayedCluster thenEach(Integer... statuses) {
    return thenEachWith(SOME_ERROR, statuses);
  }

  synchronized ReplayedCluster thenEachWith(ErrorText error, Integer... statuses) {
    answers.add(new Answer(200, Arrays.asList(statuses), error));
    return this;
  }

  /** Ids that a search finds. */
  void knows(List<String> ids) {
    known = List.copyOf(ids);
  }

  /** The ids of every bulk request. */
  List<List<String>> bulks() {
    return bulks;
  }

  /** Method and path of every other request. */
  List<String> others() {
    return others;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (path.equals("/_bulk")) {
      List<String> ids = ID.matcher(body).results().map(ReplayedCluster::first).toList();
      bulks.add(ids);
      bulk(exchange, ids);
    } else {
      others.add(exchange.getRequestMethod() + " " + path);
      boolean search = path.endsWith("/_search");
      send(exchange, 200, search ? found(body) : shards());
    }
  }

  private static String first(MatchResult match) {
    return match.group(1);
  }

  private void bulk(HttpExchange exchange, List<String> ids) throws IOException {
    Answer answer = next(ids.size());
    if (answer.status() != 200) {
      send(exchange, answer.status(), error(answer.status()));
      return;
    }
    String items =
        IntStream.range(0, ids.size())
            .mapToObj(i -> item(ids.get(i), answer.documents().get(i), answer.error()))
            .collect(Collectors.joining(","));
    send(exchange, 200, "{\"took\":1,\"errors\":true,\"items\":[" + items + "]}");
  }

  private synchronized Answer next(int documents) {
    Answer answer = answers.poll();
    return answer == null
        ? new Answer(200, new ArrayList<>(Collections.nCopies(documents, 201)), SOME_ERROR)
        : answer;
  }

  private static String item(String id, int status, ErrorText error) {
    String result =
        status < 300
            ? "\"result\":\"created\",\"_version\":1"
            : "\"error\":{\"type\":\"%s\",\"reason\":\"%s\"}"
                .formatted(error.type(), error.reason());
    return "{\"create\":{\"_index\":\"i\",\"_id\":\"%s\",\"status\":%d,%s}}"
        .formatted(id, status, result);
  }

  private static String error(int status) {
    return "{\"error\":{\"type\":\"some_exception\",\"reason\":\"no\"},\"status\":" + status + "}";
  }

  private static String shards() {
    return "{\"acknowledged\":true,\"_shards\":{\"total\":1,\"successful\":1,\"failed\":0}}";
  }

  private String found(String query) {
    String hits =
        known.stream()
            .filter(id -> query.contains("\"" + id + "\""))
            .map(id -> "{\"_index\":\"i\",\"_id\":\"" + id + "\"}")
            .collect(Collectors.joining(","));
    return "{\"took\":1,\"timed_out\":false,\"_shards\":{\"total\":1,\"successful\":1,\"failed\":0},"
        + "\"hits\":{\"hits\":["
        + hits
        + "]}}";
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
