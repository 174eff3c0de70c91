package io.sealstream.cli.options;

/** How options that name a server are described: the same in every command. */
public final class ServerWords {
  public static final String BOOTSTRAP =
      "Kafka, as host:port,... Default: the local stack's, if it is up.";
  public static final String REGISTRY =
      "Base URL(s) of the registry. Default: the local stack's, if it is up.";

  private ServerWords() {}
}
