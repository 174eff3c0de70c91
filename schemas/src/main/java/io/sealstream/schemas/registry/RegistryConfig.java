package io.sealstream.schemas.registry;

import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the registry is and how to speak to it. Its text form shows no secret.
 *
 * @param urls base addresses of one registry, tried in turn; without a trailing slash
 * @param tls null for the JVM's own trust, which is what plain http needs too
 */
public record RegistryConfig(
    List<String> urls, Auth auth, @Nullable Tls tls, Timeouts timeouts, Retry retry)
    implements Serializable {

  /** How the client says who it is. */
  public sealed interface Auth extends Serializable {
    record None() implements Auth {}

    record Basic(String user, String password) implements Auth {
      @Override
      public String toString() {
        return "Basic[" + user + "]";
      }
    }

    record Bearer(String token) implements Auth {
      @Override
      public String toString() {
        return "Bearer[]";
      }
    }
  }

  /**
   * PKCS12 or JKS stores, as paths that exist where the client runs.
   *
   * @param keyStore null when the client shows no certificate
   */
  public record Tls(Store trustStore, @Nullable Store keyStore) implements Serializable {}

  /** One store and its password, which also opens its keys. */
  public record Store(String path, String password) implements Serializable {
    @Override
    public String toString() {
      return "Store[" + path + "]";
    }
  }

  /** Bounds of one request. */
  public record Timeouts(Duration connect, Duration read) implements Serializable {
    public static final Timeouts DEFAULT =
        new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));

    public Timeouts {
      if (connect.toMillis() < 1 || read.toMillis() < 1) {
        throw new IllegalArgumentException("registry timeouts must be at least 1 ms");
      }
    }
  }

  /**
   * What happens when no address answers.
   *
   * @param rounds how often all addresses are tried again after the first time
   * @param firstPause longest pause before the second round; it doubles from round to round, and
   *     the actual pause is drawn between nothing and it
   * @param maxPause bound of the doubling
   */
  public record Retry(int rounds, Duration firstPause, Duration maxPause) implements Serializable {
    public static final Retry DEFAULT = new Retry(6, Duration.ofMillis(200), Duration.ofSeconds(5));

    public Retry {
      if (rounds < 0 || firstPause.isNegative() || maxPause.compareTo(firstPause) < 0) {
        throw new IllegalArgumentException(
            "registry retry needs rounds >= 0 and 0 <= firstPause <= maxPause");
      }
    }
  }

  public RegistryConfig {
    urls = urls.stream().map(RegistryConfig::withoutSlash).filter(u -> !u.isEmpty()).toList();
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("a registry needs at least one address");
    }
    for (String url : urls) {
      if (!url.startsWith("http://") && !url.startsWith("https://")) {
        throw new IllegalArgumentException("a registry address starts with http(s)://: " + url);
      }
    }
  }

  /** No authentication, default limits, the addresses separated by commas. */
  public static RegistryConfig of(String urls) {
    return new RegistryConfig(
        Arrays.asList(urls.split(",")), new Auth.None(), null, Timeouts.DEFAULT, Retry.DEFAULT);
  }

  public RegistryConfig withAuth(Auth newAuth) {
    return new RegistryConfig(urls, newAuth, tls, timeouts, retry);
  }

  public RegistryConfig withTls(Tls newTls) {
    return new RegistryConfig(urls, auth, newTls, timeouts, retry);
  }

  public RegistryConfig withTimeouts(Timeouts newTimeouts) {
    return new RegistryConfig(urls, auth, tls, newTimeouts, retry);
  }

  public RegistryConfig withRetry(Retry newRetry) {
    return new RegistryConfig(urls, auth, tls, timeouts, newRetry);
  }

  private static String withoutSlash(String url) {
    String trimmed = url.trim();
    return trimmed.endsWith("/") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
  }
}
