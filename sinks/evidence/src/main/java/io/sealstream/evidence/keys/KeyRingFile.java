package io.sealstream.evidence.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The text of a {@link KeyRing}: strict JSON, so that a misspelt field does not go unnoticed. */
public final class KeyRingFile {
  private static final String FORMAT = "sealstream-keyring/1";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private KeyRingFile() {}

  /**
   * Reads a ring.
   *
   * @throws IOException when it cannot be read or is none, saying what is wrong
   */
  public static KeyRing read(Path file) throws IOException {
    return parse(Bytes.wrap(Files.readAllBytes(file)), file);
  }

  static KeyRing parse(Bytes text, Path file) throws IOException {
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is no key ring: " + e.getMessage(), e);
    }
  }

  private static KeyRing parse(Bytes text) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(text.unsafeArray());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
    RingFields fields = new RingFields(root);
    if (!fields.text("format").equals(FORMAT)) {
      throw new IllegalArgumentException("format must be " + FORMAT);
    }
    String name = fields.text("name");
    List<KeyEntry> keys = new ArrayList<>();
    fields.array("keys").forEach(key -> keys.add(new RingFields(key).entry()));
    fields.nothingElse();
    return new KeyRing(name, keys);
  }

  /**
   * Writes a ring in one step: who reads sees the old one or the new one.
   *
   * @throws IOException when nothing was changed
   */
  public static void write(Path file, KeyRing ring) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path next = Files.createTempFile(absolute.resolveSibling("."), "keyring", ".tmp");
    try {
      Files.writeString(next, text(ring));
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        // It names no secret, and the job that reads it may be another user's.
        Files.setPosixFilePermissions(
            next,
            Files.exists(file)
                ? Files.getPosixFilePermissions(file)
                : PosixFilePermissions.fromString("rw-r--r--"));
      }
      Files.move(
          next, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  static String text(KeyRing ring) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("name", ring.name());
    ArrayNode keys = root.putArray("keys");
    ring.keys().forEach(entry -> RingFields.write(entry, keys.addObject()));
    return root.toPrettyString() + "\n";
  }
}
