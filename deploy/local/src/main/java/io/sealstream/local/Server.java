package io.sealstream.local;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The parts of the local stack. */
public enum Server {
  KAFKA,
  REGISTRY,
  SEARCH,
  STORE,
  FLINK;

  /** The word for it in options, output and files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The server for a word.
   *
   * @throws IllegalArgumentException names the words there are
   */
  public static Server of(String word) {
    return Arrays.stream(values())
        .filter(server -> server.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no server " + word + "; there are " + words()));
  }

  private static String words() {
    return Arrays.stream(values()).map(Server::word).collect(Collectors.joining(", "));
  }
}
