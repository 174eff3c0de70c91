package io.sealstream.evidence.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.evidence.keys.KeyPlace.KmsKey;
import io.sealstream.evidence.keys.KeyPlace.PemFile;
import io.sealstream.evidence.keys.KeyPlace.Pkcs11Token;
import io.sealstream.evidence.keys.KeyPlace.Pkcs12File;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of one object of a ring; each is asked for, and one that was not is refused. */
final class RingFields {
  private final JsonNode node;
  private final Set<String> left = new TreeSet<>();

  RingFields(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("an object is expected");
    }
    this.node = node;
    node.fieldNames().forEachRemaining(left::add);
  }

  String text(String name) {
    return optional(name)
        .orElseThrow(() -> new IllegalArgumentException(name + " must be a string"));
  }

  JsonNode array(String name) {
    JsonNode value = take(name);
    if (value == null || !value.isArray()) {
      throw new IllegalArgumentException(name + " must be an array");
    }
    return value;
  }

  private Optional<String> optional(String name) {
    JsonNode value = take(name);
    if (value != null && (!value.isTextual() || value.textValue().isEmpty())) {
      throw new IllegalArgumentException(name + " must be a string");
    }
    return Optional.ofNullable(value).map(JsonNode::textValue);
  }

  private int number(String name) {
    JsonNode value = take(name);
    if (value == null || !value.isInt() || value.intValue() < 0) {
      throw new IllegalArgumentException(name + " must be a number of 0 or more");
    }
    return value.intValue();
  }

  private boolean flag(String name) {
    JsonNode value = take(name);
    if (value == null || !value.isBoolean()) {
      throw new IllegalArgumentException(name + " must be true or false");
    }
    return value.booleanValue();
  }

  private @Nullable JsonNode take(String name) {
    left.remove(name);
    return node.get(name);
  }

  void nothingElse() {
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("unknown fields " + left);
    }
  }

  KeyEntry entry() {
    String id = text("id");
    try {
      KeyEntry entry = new KeyEntry(id, flag("in_use"), place());
      nothingElse();
      return entry;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("key " + id + ": " + e.getMessage(), e);
    }
  }

  private KeyPlace place() {
    String type = text("type");
    return switch (type) {
      case PemFile.TYPE -> new PemFile(text("file"));
      case Pkcs12File.TYPE -> new Pkcs12File(text("file"), secret("password"));
      case Pkcs11Token.TYPE ->
          new Pkcs11Token(text("library"), number("slot"), text("alias"), secret("pin"));
      case KmsKey.TYPE ->
          new KmsKey(text("key"), optional("region"), optional("endpoint").map(URI::create));
      default ->
          throw new IllegalArgumentException(
              "type must be pem, pkcs12, pkcs11 or kms: '" + type + "'");
    };
  }

  /** The secret itself is refused as an unknown field. */
  private Secret secret(String what) {
    Optional<String> file = optional(what + "_file");
    Optional<String> variable = optional(what + "_env");
    if (file.isPresent() == variable.isPresent()) {
      throw new IllegalArgumentException(
          "one of %s_file and %s_env must say where the %s is".formatted(what, what, what));
    }
    return file.map(name -> new Secret(Secret.Kind.FILE, name))
        .orElseGet(() -> new Secret(Secret.Kind.ENV, variable.orElseThrow()));
  }

  static void write(KeyEntry entry, ObjectNode json) {
    json.put("id", entry.id()).put("in_use", entry.inUse()).put("type", entry.place().type());
    if (entry.place() instanceof PemFile pem) {
      json.put("file", pem.file());
    } else if (entry.place() instanceof Pkcs12File pkcs12) {
      json.put("file", pkcs12.file());
      write(pkcs12.password(), "password", json);
    } else if (entry.place() instanceof Pkcs11Token token) {
      json.put("library", token.library()).put("slot", token.slot()).put("alias", token.alias());
      write(token.pin(), "pin", json);
    } else if (entry.place() instanceof KmsKey kms) {
      json.put("key", kms.key());
      kms.region().ifPresent(region -> json.put("region", region));
      kms.endpoint().ifPresent(endpoint -> json.put("endpoint", endpoint.toString()));
    }
  }

  private static void write(Secret secret, String what, ObjectNode json) {
    json.put(what + (secret.kind() == Secret.Kind.FILE ? "_file" : "_env"), secret.name());
  }
}
