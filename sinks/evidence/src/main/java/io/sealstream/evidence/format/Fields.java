package io.sealstream.evidence.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Typed access to a parsed object; every mismatch is an {@link IllegalArgumentException}. */
record Fields(JsonNode node) {

  Fields {
    if (!node.isObject()) {
      throw new IllegalArgumentException("an object is expected");
    }
  }

  String text(String name) {
    JsonNode value = require(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(name + " must be a string");
    }
    return value.textValue();
  }

  /** A 64-bit value, which the format writes as a string. */
  long number(String name) {
    try {
      return Long.parseLong(text(name));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a decimal 64-bit integer", e);
    }
  }

  int integer(String name) {
    JsonNode value = require(name);
    if (!value.isInt()) {
      throw new IllegalArgumentException(name + " must be a 32-bit integer");
    }
    return value.intValue();
  }

  boolean flag(String name) {
    JsonNode value = require(name);
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(name + " must be true or false");
    }
    return value.booleanValue();
  }

  Bytes hex(String name) {
    return Bytes.fromHex(text(name));
  }

  Bytes hash(String name) {
    Bytes hash = hex(name);
    if (hash.size() != TreeHash.SIZE) {
      throw new IllegalArgumentException(name + " must be a SHA-256 hash");
    }
    return hash;
  }

  Fields object(String name) {
    return new Fields(require(name));
  }

  List<String> texts(String name) {
    List<String> items = new ArrayList<>();
    for (JsonNode item : array(name)) {
      if (!item.isTextual()) {
        throw new IllegalArgumentException(name + " must hold strings");
      }
      items.add(item.textValue());
    }
    return items;
  }

  <T> List<T> objects(String name, Function<Fields, T> read) {
    List<T> items = new ArrayList<>();
    array(name).forEach(item -> items.add(read.apply(new Fields(item))));
    return items;
  }

  private JsonNode array(String name) {
    JsonNode value = require(name);
    if (!value.isArray()) {
      throw new IllegalArgumentException(name + " must be an array");
    }
    return value;
  }

  private JsonNode require(String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }
}
