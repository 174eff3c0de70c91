package io.sealstream.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the servers of a local stack answer. Kept in {@value #FILE} in the work folder while the
 * stack is up, for commands that want to find it.
 *
 * @param addresses of the servers that were started; the store's is its archive's URI
 * @param storeKind what the store is
 * @param storeOptions options of the archive, with development credentials
 */
public record Endpoints(
    Map<Server, String> addresses, StoreKind storeKind, Map<String, String> storeOptions) {
  static final String FILE = "endpoints.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  public Endpoints {
    EnumMap<Server, String> ordered = new EnumMap<>(Server.class);
    ordered.putAll(addresses);
    addresses = Collections.unmodifiableMap(ordered);
    storeOptions = Map.copyOf(storeOptions);
  }

  /** Work folder of {@code sealstream up} in a checkout. */
  public static Path defaultWork(LocalHome home) {
    return home.root().resolve("target/local");
  }

  /**
   * The endpoints of the stack that {@code sealstream up} started in this checkout, if it is up.
   */
  public static Optional<Endpoints> load(LocalHome home) {
    return load(defaultWork(home));
  }

  /** The endpoints of the stack in a work folder, if it is up. */
  public static Optional<Endpoints> load(Path work) {
    Path file = work.resolve(FILE);
    try {
      return Optional.of(parse(JSON.readTree(Files.readString(file))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new LocalStackException(
          "Cannot read %s: run '%s', which removes it"
              .formatted(file, StackCommand.text("down", work)),
          e);
    }
  }

  /**
   * The address of a server.
   *
   * @throws LocalStackException when the stack was started without it
   */
  public String address(Server server) {
    String address = addresses.get(server);
    if (address == null) {
      throw new LocalStackException(
          "The local stack was started without " + server.word() + ": 'sealstream up' starts all");
    }
    return address;
  }

  /** Kafka, {@code host:port}. */
  public String bootstrapServers() {
    return address(Server.KAFKA);
  }

  /** Base of the registry's Confluent API. */
  public String registryUrl() {
    return address(Server.REGISTRY);
  }

  public String searchUrl() {
    return address(Server.SEARCH);
  }

  /** The archive: {@code s3://bucket/prefix} or the address of a folder. */
  public String storeUri() {
    return address(Server.STORE);
  }

  /** Flink's REST API and web UI. */
  public String flinkUrl() {
    return address(Server.FLINK);
  }

  /** As one JSON object, the form of the file. */
  public String toJson() {
    ObjectNode root = JSON.createObjectNode();
    addresses.forEach((server, address) -> root.put(server.word(), address));
    root.put("storeKind", storeKind.word());
    root.set("storeOptions", JSON.valueToTree(storeOptions));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of text cannot fail to print", e);
    }
  }

  private static Endpoints parse(JsonNode root) {
    Map<Server, String> addresses = new EnumMap<>(Server.class);
    for (Server server : Server.values()) {
      if (root.hasNonNull(server.word())) {
        addresses.put(server, root.get(server.word()).asText());
      }
    }
    return new Endpoints(
        addresses,
        StoreKind.of(root.path("storeKind").asText()),
        JSON.convertValue(root.path("storeOptions"), new TypeReference<Map<String, String>>() {}));
  }
}
