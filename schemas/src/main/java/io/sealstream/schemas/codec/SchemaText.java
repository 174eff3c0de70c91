package io.sealstream.schemas.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealstream.schemas.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.avro.Schema;

/**
 * Schemas as text that says nothing about Java.
 *
 * <p>Code generation leaves {@code avro.java.string} all over a schema. It means nothing to anybody
 * else and would give one schema two hashes, so it is dropped before a schema is registered or
 * hashed. Docs, aliases, defaults, logical types and classification stay. Safe for any thread.
 */
public final class SchemaText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JAVA_STRING = "avro.java.string";

  private SchemaText() {}

  /** The schema without {@code avro.java.string}: the form that goes to the registry. */
  public static Schema plain(Schema schema) {
    return new Schema.Parser().parse(plainJson(schema).toString());
  }

  /**
   * RFC 8785 text of {@link #plain}.
   *
   * @throws IllegalArgumentException when the schema holds text that JSON cannot, such as half a
   *     surrogate pair
   */
  public static String canonical(Schema schema) {
    return CanonicalJson.of(plainJson(schema));
  }

  /**
   * A registered schema with the text and the hash that evidence names.
   *
   * @throws IllegalArgumentException as {@link #canonical}
   */
  public static WriterSchema writerSchema(int id, Schema schema) {
    String text = canonical(schema);
    return new WriterSchema(id, schema, text, sha256(text));
  }

  private static JsonNode plainJson(Schema schema) {
    try {
      return withoutJava(JSON.readTree(schema.toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Avro printed a schema that is not JSON", e);
    }
  }

  private static JsonNode withoutJava(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode plain = JSON.createArrayNode();
      array.forEach(item -> plain.add(withoutJava(item)));
      return plain;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode plain = JSON.createObjectNode();
    object
        .properties()
        .forEach(
            member -> {
              boolean isData = member.getKey().equals("default");
              JsonNode value = member.getValue();
              plain.set(member.getKey(), isData ? value : withoutJava(value));
            });
    boolean wasJavaString = plain.remove(JAVA_STRING) != null;
    boolean onlyType = plain.size() == 1 && plain.path("type").isTextual();
    return wasJavaString && onlyType ? TextNode.valueOf(plain.path("type").textValue()) : plain;
  }

  private static Bytes sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Bytes.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
