package io.sealstream.sinks.search;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where documents go, and how.
 *
 * @param urls nodes of one cluster, tried in turn
 * @param requestTimeout a request that takes longer is repeated
 */
public record SearchConfig(
    List<URI> urls,
    SearchCredentials credentials,
    BulkLimits bulk,
    RetryDelay retry,
    Duration requestTimeout)
    implements Serializable {

  private static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(30);

  public SearchConfig {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("at least one search address is needed");
    }
  }

  /** One node without authentication, everything else by default. */
  public static SearchConfig of(String url) {
    return new SearchConfig(
        List.of(URI.create(url)),
        new SearchCredentials.None(),
        BulkLimits.DEFAULT,
        RetryDelay.DEFAULT,
        DEFAULT_REQUEST_TIMEOUT);
  }

  public SearchConfig withBulk(BulkLimits limits) {
    return new SearchConfig(urls, credentials, limits, retry, requestTimeout);
  }

  public SearchConfig withRetry(RetryDelay delay) {
    return new SearchConfig(urls, credentials, bulk, delay, requestTimeout);
  }

  /**
   * Bounds of one bulk request. A single document above the byte limit travels alone.
   *
   * @param flushInterval the longest time a document waits for others
   */
  public record BulkLimits(int maxDocs, int maxBytes, Duration flushInterval)
      implements Serializable {
    public static final BulkLimits DEFAULT =
        new BulkLimits(500, 5 * 1024 * 1024, Duration.ofSeconds(1));

    public BulkLimits {
      if (maxDocs < 1 || maxBytes < 1 || flushInterval.isNegative() || flushInterval.isZero()) {
        throw new IllegalArgumentException(
            "bulk limits must be positive: "
                + maxDocs
                + " documents, "
                + maxBytes
                + " bytes, "
                + flushInterval);
      }
    }
  }

  /**
   * How long to wait before a repetition: doubling from {@code initial} to {@code max}, for ever.
   */
  public record RetryDelay(Duration initial, Duration max) implements Serializable {
    public static final RetryDelay DEFAULT =
        new RetryDelay(Duration.ofMillis(200), Duration.ofSeconds(20));

    private static final int MAX_DOUBLINGS = 20;

    public RetryDelay {
      if (initial.isNegative() || initial.isZero() || max.compareTo(initial) < 0) {
        throw new IllegalArgumentException("retry delays must rise: " + initial + " to " + max);
      }
    }

    /** The delay before the n-th repetition in a row, counted from 0. */
    Duration before(int repetition) {
      Duration delay = initial.multipliedBy(1L << Math.min(repetition, MAX_DOUBLINGS));
      return delay.compareTo(max) < 0 ? delay : max;
    }
  }
}
