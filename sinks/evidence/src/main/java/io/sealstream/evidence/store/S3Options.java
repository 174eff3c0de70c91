package io.sealstream.evidence.store;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of an S3 store, checked.
 *
 * @param endpoint the server; empty means Amazon's for the region
 * @param keys access keys; empty means the SDK's standard chain (environment, profile, role)
 * @param contentMd5 Content-MD5 on what is sent, instead of the SDK's own checksums, which RGW
 *     refuses
 * @param partBytes how much of an upload is held in memory and sent at once
 */
record S3Options(
    S3Profile profile,
    Optional<URI> endpoint,
    String region,
    boolean pathStyle,
    Optional<S3Keys> keys,
    boolean contentMd5,
    int partBytes) {
  /** S3's least size of a part that is not the last. */
  static final int MIN_PART_BYTES = 5 * 1024 * 1024;

  private static final int MAX_PART_MIB = 512;
  private static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of(
              "profile",
              "endpoint",
              "region",
              "path-style",
              "access-key",
              "secret-key",
              "session-token",
              "checksum",
              "part-mib"));

  /** Access keys. Their text stays out of every message. */
  record S3Keys(String accessKey, String secretKey, Optional<String> sessionToken) {
    @Override
    public String toString() {
      return "S3Keys[hidden]";
    }
  }

  /**
   * Reads the options.
   *
   * @throws IllegalArgumentException naming the option, never its value
   */
  static S3Options parse(Map<String, String> options) {
    for (String name : options.keySet()) {
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException("no store option " + name + "; there are " + KNOWN);
      }
    }
    Optional<URI> endpoint = Optional.ofNullable(options.get("endpoint")).map(S3Options::endpoint);
    return new S3Options(
        S3Profile.of(options.getOrDefault("profile", "aws")),
        endpoint,
        options.getOrDefault("region", "us-east-1"),
        bool("path-style", options.getOrDefault("path-style", "" + endpoint.isPresent())),
        keys(options),
        md5(options.getOrDefault("checksum", "md5")),
        partBytes(options.getOrDefault("part-mib", "5")));
  }

  private static Optional<S3Keys> keys(Map<String, String> options) {
    Optional<String> access = Optional.ofNullable(options.get("access-key"));
    Optional<String> secret = Optional.ofNullable(options.get("secret-key"));
    Optional<String> token = Optional.ofNullable(options.get("session-token"));
    if (access.isPresent() != secret.isPresent() || (token.isPresent() && access.isEmpty())) {
      throw new IllegalArgumentException(
          "store options access-key and secret-key come together, session-token only with them");
    }
    return access.map(key -> new S3Keys(key, secret.orElseThrow(), token));
  }

  private static URI endpoint(String text) {
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null
          && uri.getUserInfo() == null
          && Set.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (java.net.URISyntaxException e) {
      // Reported below, without the text: it may hold a password.
    }
    throw new IllegalArgumentException(
        "store option endpoint is http(s)://host[:port], without user and password");
  }

  private static boolean bool(String name, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("store option " + name + " is true or false");
    };
  }

  private static boolean md5(String text) {
    return switch (text) {
      case "md5" -> true;
      case "sdk" -> false;
      default -> throw new IllegalArgumentException("store option checksum is md5 or sdk");
    };
  }

  private static int partBytes(String text) {
    int mib = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    if (mib < 5 || mib > MAX_PART_MIB) {
      throw new IllegalArgumentException("store option part-mib is 5 to " + MAX_PART_MIB);
    }
    return mib * 1024 * 1024;
  }
}
