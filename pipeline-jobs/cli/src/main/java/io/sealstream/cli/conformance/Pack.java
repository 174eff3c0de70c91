package io.sealstream.cli.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.policy.PolicyFiles;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A folder that is laid out as a conformance pack. Names are relative to it, with slashes. */
record Pack(Path root) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  boolean has(String name) {
    return Files.exists(root.resolve(name));
  }

  /** The names in a folder of the pack that begin and end so, sorted; none where it is missing. */
  List<String> names(String folder, String start, String end) {
    if (!Files.isDirectory(root.resolve(folder))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith(start) && name.endsWith(end))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A file as JSON.
   *
   * @throws UnreadableException where it is none
   */
  JsonNode json(String name) {
    return json(text(name), name);
  }

  static JsonNode json(String text, String where) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UnreadableException(where + " is no JSON: " + e.getOriginalMessage());
    }
  }

  String text(String name) {
    try {
      return Files.readString(root.resolve(name));
    } catch (CharacterCodingException e) {
      throw new UnreadableException(name + " is no UTF-8 text");
    } catch (IOException e) {
      throw new UnreadableException(name + ": " + e);
    }
  }

  /** A file packed with gzip, as text. */
  String unzipped(String name) {
    try (var file = new GZIPInputStream(Files.newInputStream(root.resolve(name)))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (ZipException | EOFException e) {
      throw new UnreadableException(name + " is not packed with gzip, or not whole");
    } catch (IOException e) {
      throw new UnreadableException(name + ": " + e);
    }
  }

  /** Why its rules cannot be asked; nothing where they can. */
  Optional<String> withoutRules() {
    Path rules = root.resolve("sigma-rules");
    if (!Files.isDirectory(rules)) {
      return Optional.of("sigma-rules is not there");
    }
    try (Stream<Path> files = Files.walk(rules)) {
      return files.anyMatch(file -> file.toString().matches(".*\\.ya?ml"))
          ? Optional.empty()
          : Optional.of("sigma-rules holds no rule");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rules of the pack, each called as expectations call it. */
  PolicyFiles rules() {
    try {
      return PolicyFiles.read(List.of(root.resolve("sigma-rules").toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
