package io.sealstream.jobs;

import io.sealstream.schemas.ecs.FieldAction;
import io.sealstream.sinks.search.SearchConfig.BulkLimits;
import io.sealstream.sinks.search.SearchConfig.RetryDelay;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** Keys of the search job. */
public final class SearchOptions {

  public static final ConfigOption<List<String>> URLS =
      ConfigOptions.key("sealstream.search.urls")
          .stringType()
          .asList()
          .noDefaultValue()
          .withDescription(
              "Nodes of one Elasticsearch-compatible cluster, http or https, tried in turn, ';'-separated. Required.");

  public static final ConfigOption<String> API_KEY =
      ConfigOptions.key("sealstream.search.api-key")
          .stringType()
          .noDefaultValue()
          .withDescription("Encoded API key; excludes user and password.");

  public static final ConfigOption<String> USER =
      ConfigOptions.key("sealstream.search.user")
          .stringType()
          .noDefaultValue()
          .withDescription("User for basic authentication; needs the password.");

  public static final ConfigOption<String> PASSWORD =
      ConfigOptions.key("sealstream.search.password")
          .stringType()
          .noDefaultValue()
          .withDescription("Password for basic authentication; needs the user.");

  public static final ConfigOption<Integer> BULK_MAX_DOCS =
      ConfigOptions.key("sealstream.search.bulk-max-docs")
          .intType()
          .defaultValue(BulkLimits.DEFAULT.maxDocs())
          .withDescription("A request is sent when it holds as many documents; 1 to 10000.");

  public static final ConfigOption<MemorySize> BULK_MAX_BYTES =
      ConfigOptions.key("sealstream.search.bulk-max-bytes")
          .memoryType()
          .defaultValue(new MemorySize(BulkLimits.DEFAULT.maxBytes()))
          .withDescription(
              "A request is sent when its documents have as many bytes. A larger document travels alone.");

  public static final ConfigOption<Duration> FLUSH_INTERVAL =
      ConfigOptions.key("sealstream.search.flush-interval")
          .durationType()
          .defaultValue(BulkLimits.DEFAULT.flushInterval())
          .withDescription("The longest time that a document waits for others, at least 1 ms.");

  public static final ConfigOption<Duration> RETRY_INITIAL =
      ConfigOptions.key("sealstream.search.retry-initial")
          .durationType()
          .defaultValue(RetryDelay.DEFAULT.initial())
          .withDescription("Delay before the first repetition of a request; doubles with each.");

  public static final ConfigOption<Duration> RETRY_MAX =
      ConfigOptions.key("sealstream.search.retry-max")
          .durationType()
          .defaultValue(RetryDelay.DEFAULT.max())
          .withDescription(
              "The longest delay between two repetitions, which go on for ever. Keep it well below the checkpoint timeout.");

  public static final ConfigOption<Duration> REQUEST_TIMEOUT =
      ConfigOptions.key("sealstream.search.request-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription("A request without an answer for as long is repeated.");

  public static final ConfigOption<FieldAction> INTERNAL_FIELDS =
      fields("internal", FieldAction.KEEP);

  public static final ConfigOption<FieldAction> PERSONAL_FIELDS =
      fields("personal", FieldAction.KEEP);

  public static final ConfigOption<FieldAction> SENSITIVE_FIELDS =
      fields("sensitive", FieldAction.MASK);

  public static final ConfigOption<String> PSEUDONYM_SECRET =
      ConfigOptions.key("sealstream.search.pseudonym-secret")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Secret that pseudonyms are made with, at least 32 bytes; each tenant's key is derived from it. Needed where fields are pseudonymised. Changing it makes equal values look different from then on.");

  public static final ConfigOption<String> REJECTED_TOPIC =
      ConfigOptions.key("sealstream.search.rejected-topic")
          .stringType()
          .defaultValue("audit.rejected")
          .withDescription(
              "Where records go whole whose document the index refuses; its max.message.bytes must exceed the input's.");

  public static final ConfigOption<MemorySize> REJECTED_MAX_BYTES =
      ConfigOptions.key("sealstream.search.rejected-max-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(16))
          .withDescription(
              "Largest record that the producer sends; at most the rejected topic's max.message.bytes.");

  static final List<ConfigOption<?>> ALL =
      Stream.of(
              InputOptions.ALL,
              RetentionOptions.ALL,
              List.<ConfigOption<?>>of(
                  URLS,
                  API_KEY,
                  USER,
                  PASSWORD,
                  BULK_MAX_DOCS,
                  BULK_MAX_BYTES,
                  FLUSH_INTERVAL,
                  RETRY_INITIAL,
                  RETRY_MAX,
                  REQUEST_TIMEOUT,
                  INTERNAL_FIELDS,
                  PERSONAL_FIELDS,
                  SENSITIVE_FIELDS,
                  PSEUDONYM_SECRET,
                  REJECTED_TOPIC,
                  REJECTED_MAX_BYTES))
          .flatMap(List::stream)
          .toList();

  private SearchOptions() {}

  private static ConfigOption<FieldAction> fields(String classification, FieldAction action) {
    return ConfigOptions.key("sealstream.search." + classification + "-fields")
        .enumType(FieldAction.class)
        .defaultValue(action)
        .withDescription(
            "What the index gets of fields classified "
                + classification
                + ": KEEP, PSEUDONYMISE, MASK or DROP. Public fields are always kept, secret ones never.");
  }
}
