package io.sealstream.evidence.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the JSON protocol of KMS on the loopback address: GetPublicKey and Sign, with one key of
 * its own. No real KMS took part in its making: it does what the API reference says.
 */
final class LocalKms implements AutoCloseable {
  static final String ARN = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TARGET = "TrentService.";
  private static final int DIGEST_BYTES = 32;

  final List<String> calls = new ArrayList<>();
  private final Deque<String> failures = new ArrayDeque<>();
  private final HttpServer server;
  private final KeyPair key;
  private final String keySpec;

  LocalKms(String curve, String keySpec) throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    this.key = generator.generateKeyPair();
    this.keySpec = keySpec;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next calls fail, one each: an HTTP status and the name of an exception. */
  synchronized void fail(String... statusAndType) {
    failures.addAll(List.of(statusAndType));
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String operation = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      calls.add(operation + " " + request);
      @Nullable String failure = failures.poll();
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      if (failure != null) {
        String[] words = failure.split(" ", -1);
        answer(exchange, Integer.parseInt(words[0]), error(words[1]));
      } else if (authorization == null || !authorization.startsWith("AWS4-HMAC-SHA256")) {
        answer(exchange, 400, error("MissingAuthenticationTokenException"));
      } else if (operation.equals(TARGET + "GetPublicKey")) {
        answer(exchange, 200, publicKey());
      } else if (operation.equals(TARGET + "Sign")) {
        answer(exchange, 200, sign(request));
      } else {
        answer(exchange, 400, error("UnknownOperationException"));
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private ObjectNode publicKey() {
    ObjectNode answer = JSON.createObjectNode().put("KeyId", ARN).put("KeySpec", keySpec);
    answer.put("KeyUsage", "SIGN_VERIFY");
    answer.put("PublicKey", Base64.getEncoder().encodeToString(key.getPublic().getEncoded()));
    answer.putArray("SigningAlgorithms").add("ECDSA_SHA_256");
    return answer;
  }

  private ObjectNode sign(JsonNode request) throws GeneralSecurityException {
    byte[] message = Base64.getDecoder().decode(request.path("Message").asText());
    if (!request.path("KeyId").asText().equals(ARN)
        || !request.path("MessageType").asText().equals("DIGEST")
        || !request.path("SigningAlgorithm").asText().equals("ECDSA_SHA_256")
        || message.length != DIGEST_BYTES) {
      throw new GeneralSecurityException("not a request for this key: " + request);
    }
    Signature signer = Signature.getInstance("NONEwithECDSA");
    signer.initSign(key.getPrivate());
    signer.update(message);
    return JSON.createObjectNode()
        .put("KeyId", ARN)
        .put("Signature", Base64.getEncoder().encodeToString(signer.sign()))
        .put("SigningAlgorithm", "ECDSA_SHA_256");
  }

  private static ObjectNode error(String type) {
    return JSON.createObjectNode().put("__type", type).put("message", "as the test wants it");
  }

  private static void answer(HttpExchange exchange, int status, ObjectNode body)
      throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
