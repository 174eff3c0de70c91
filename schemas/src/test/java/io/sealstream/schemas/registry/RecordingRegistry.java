package io.sealstream.schemas.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A real HTTP server on loopback that answers from a script and writes down what it was asked. */
final class RecordingRegistry implements AutoCloseable {
  record Reply(int status, String body) {}

  static final Reply SCHEMA = new Reply(200, "{\"schema\":\"\\\"string\\\"\"}");
  static final Reply MISS =
      new Reply(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
  static final Reply OUTAGE = new Reply(503, "{\"error_code\":50301,\"message\":\"down\"}");

  private final HttpServer server;
  private final String scheme;
  private final Queue<Reply> script = new ArrayDeque<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private RecordingRegistry(HttpServer server, String scheme, Reply... replies) {
    this.server = server;
    this.scheme = scheme;
    script.addAll(List.of(replies));
    server.createContext("/", this::answer);
    server.start();
  }

  /** Answers with the replies in turn, the last one for ever. */
  static RecordingRegistry start(Reply... replies) throws IOException {
    return new RecordingRegistry(HttpServer.create(loopback(), 0), "http", replies);
  }

  /** As {@link #start}, but takes clients only that show a certificate the context trusts. */
  static RecordingRegistry startMutualTls(SSLContext context, Reply... replies) throws IOException {
    HttpsServer https = HttpsServer.create(loopback(), 0);
    https.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = context.getDefaultSSLParameters();
            tls.setNeedClientAuth(true);
            parameters.setSSLParameters(tls);
          }
        });
    return new RecordingRegistry(https, "https", replies);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  String url() {
    return scheme + "://localhost:" + server.getAddress().getPort();
  }

  List<String> authorizations() {
    return authorizations;
  }

  List<String> requests() {
    return requests;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    authorizations.add(authorization == null ? "" : authorization);
    exchange.getRequestBody().readAllBytes();
    Reply reply = script.size() > 1 ? script.remove() : script.element();
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(reply.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
