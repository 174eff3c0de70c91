package io.sealstream.jobs;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.Classification;
import io.sealstream.schemas.ecs.DocumentPolicy;
import io.sealstream.sinks.search.KafkaRejectedPublisher;
import io.sealstream.sinks.search.SearchConfig;
import io.sealstream.sinks.search.SearchConfig.BulkLimits;
import io.sealstream.sinks.search.SearchConfig.RetryDelay;
import io.sealstream.sinks.search.SearchCredentials;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** Validated settings of the search job. */
record SearchJobConfig(
    SearchConfig search, DocumentPolicy policy, KafkaRejectedPublisher.Target rejected) {

  /** The server's default window for one search, which looks for replayed documents. */
  private static final int MAX_BULK_DOCS = 10_000;

  private static final String STAND_IN_URL = "http://localhost:9200";

  /** Reads and checks every option, and adds what is wrong to the problems. */
  static SearchJobConfig from(ReadableConfig raw, InputConfig input, List<String> problems) {
    Duration timeout = raw.get(SearchOptions.REQUEST_TIMEOUT);
    if (timeout.isNegative() || timeout.isZero()) {
      problems.add(SearchOptions.REQUEST_TIMEOUT.key() + " must be positive: " + timeout);
    }
    var search =
        new SearchConfig(
            urls(raw, problems),
            credentials(raw, problems),
            bulk(raw, problems),
            retry(raw, problems),
            timeout);
    return new SearchJobConfig(search, policy(raw, problems), rejected(raw, input, problems));
  }

  private static List<URI> urls(ReadableConfig raw, List<String> problems) {
    var urls = new ArrayList<URI>();
    for (String text :
        InputConfig.required(raw, SearchOptions.URLS, problems, List.of(STAND_IN_URL))) {
      try {
        URI url = new URI(text);
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null) {
          problems.add(SearchOptions.URLS.key() + " must hold http or https addresses: " + text);
        } else {
          urls.add(url);
        }
      } catch (URISyntaxException e) {
        problems.add(SearchOptions.URLS.key() + ": " + e.getMessage());
      }
    }
    return urls.isEmpty() ? List.of(URI.create(STAND_IN_URL)) : urls;
  }

  private static SearchCredentials credentials(ReadableConfig raw, List<String> problems) {
    var key = raw.getOptional(SearchOptions.API_KEY);
    var user = raw.getOptional(SearchOptions.USER);
    var password = raw.getOptional(SearchOptions.PASSWORD);
    if (user.isPresent() != password.isPresent()) {
      problems.add(
          SearchOptions.USER.key() + " and " + SearchOptions.PASSWORD.key() + " need each other");
    }
    if (key.isPresent() && user.isPresent()) {
      problems.add(
          SearchOptions.API_KEY.key() + " and " + SearchOptions.USER.key() + " exclude each other");
    }
    if (key.isPresent()) {
      return new SearchCredentials.ApiKey(key.get());
    }
    return user.isPresent()
        ? new SearchCredentials.Basic(user.get(), password.orElse(""))
        : new SearchCredentials.None();
  }

  private static BulkLimits bulk(ReadableConfig raw, List<String> problems) {
    int docs = raw.get(SearchOptions.BULK_MAX_DOCS);
    long bytes = raw.get(SearchOptions.BULK_MAX_BYTES).getBytes();
    Duration flush = raw.get(SearchOptions.FLUSH_INTERVAL);
    int before = problems.size();
    if (docs < 1 || docs > MAX_BULK_DOCS) {
      problems.add(SearchOptions.BULK_MAX_DOCS.key() + " must lie between 1 and 10000: " + docs);
    }
    if (bytes < 1 || bytes > Integer.MAX_VALUE) {
      problems.add(
          SearchOptions.BULK_MAX_BYTES.key() + " must lie between 1 byte and 2 GiB: " + bytes);
    }
    if (flush.toMillis() < 1) {
      problems.add(SearchOptions.FLUSH_INTERVAL.key() + " must be at least 1 ms: " + flush);
    }
    return problems.size() > before ? BulkLimits.DEFAULT : new BulkLimits(docs, (int) bytes, flush);
  }

  private static RetryDelay retry(ReadableConfig raw, List<String> problems) {
    Duration initial = raw.get(SearchOptions.RETRY_INITIAL);
    Duration max = raw.get(SearchOptions.RETRY_MAX);
    if (initial.toMillis() < 1 || max.compareTo(initial) < 0) {
      problems.add(
          SearchOptions.RETRY_INITIAL.key()
              + " must be at least 1 ms and at most "
              + SearchOptions.RETRY_MAX.key()
              + ": "
              + initial
              + ", "
              + max);
      return RetryDelay.DEFAULT;
    }
    return new RetryDelay(initial, max);
  }

  private static DocumentPolicy policy(ReadableConfig raw, List<String> problems) {
    var actions = new EnumMap<>(DocumentPolicy.DEFAULT.actions());
    actions.put(Classification.INTERNAL, raw.get(SearchOptions.INTERNAL_FIELDS));
    actions.put(Classification.PERSONAL, raw.get(SearchOptions.PERSONAL_FIELDS));
    actions.put(Classification.SENSITIVE, raw.get(SearchOptions.SENSITIVE_FIELDS));
    Bytes secret = raw.getOptional(SearchOptions.PSEUDONYM_SECRET).map(Bytes::utf8).orElse(null);
    try {
      return new DocumentPolicy(actions, secret);
    } catch (IllegalArgumentException e) {
      problems.add(SearchOptions.PSEUDONYM_SECRET.key() + ": " + e.getMessage());
      return DocumentPolicy.DEFAULT;
    }
  }

  private static KafkaRejectedPublisher.Target rejected(
      ReadableConfig raw, InputConfig input, List<String> problems) {
    ConfigOption<?> option = SearchOptions.REJECTED_MAX_BYTES;
    long bytes = raw.get(SearchOptions.REJECTED_MAX_BYTES).getBytes();
    if (bytes <= input.limits().maxValueBytes() || bytes > Integer.MAX_VALUE) {
      problems.add(
          option.key() + " must exceed " + InputOptions.MAX_VALUE_BYTES.key() + ": " + bytes);
    }
    return new KafkaRejectedPublisher.Target(
        input.bootstrapServers(),
        raw.get(SearchOptions.REJECTED_TOPIC),
        (int) Math.min(bytes, Integer.MAX_VALUE));
  }
}
