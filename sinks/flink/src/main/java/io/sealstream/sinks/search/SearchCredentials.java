package io.sealstream.sinks.search;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Who we are to the search cluster. The secret is never part of {@code toString}. */
public sealed interface SearchCredentials extends Serializable {

  /** The value of the Authorization header, if there is one. */
  Optional<String> authorization();

  /** A cluster without authentication. */
  record None() implements SearchCredentials {
    @Override
    public Optional<String> authorization() {
      return Optional.empty();
    }
  }

  /** HTTP basic authentication. */
  record Basic(String user, String password) implements SearchCredentials {
    @Override
    public Optional<String> authorization() {
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    @Override
    public String toString() {
      return "Basic[" + user + "]";
    }
  }

  /**
   * Elasticsearch's API key.
   *
   * @param encoded as the cluster returned it: base64 of id and key
   */
  record ApiKey(String encoded) implements SearchCredentials {
    @Override
    public Optional<String> authorization() {
      return Optional.of("ApiKey " + encoded);
    }

    @Override
    public String toString() {
      return "ApiKey[]";
    }
  }
}
