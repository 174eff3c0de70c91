package io.sealstream.local;

/** The parts of the local stack. */
public enum Server {
  KAFKA,
  REGISTRY,
  SEARCH,
  STORE,
  FLINK;

  /** The word for it in options, output and files. */
  public String word() {
    return Words.of(this);
  }

  /**
   * The server for a word.
   *
   * @throws IllegalArgumentException names the words there are
   */
  public static Server of(String word) {
    return Words.find(Server.class, "server", word);
  }
}
