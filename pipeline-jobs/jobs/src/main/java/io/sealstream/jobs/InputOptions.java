package io.sealstream.jobs;

import io.sealstream.schemas.codec.DecoderLimits;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** Keys that every job shares: where events come from, and what is taken for one. */
public final class InputOptions {

  public static final ConfigOption<String> PIPELINE =
      ConfigOptions.key("sealstream.pipeline")
          .stringType()
          .defaultValue("sealstream")
          .withDescription(
              "Name of the pipeline, 1 to 63 of a-z, 0-9, '_' and '.'. Job names, consumer groups, client ids and transactional ids begin with it: two pipelines on one Kafka need two names, and every job of one pipeline the same.");

  public static final ConfigOption<String> BOOTSTRAP_SERVERS =
      ConfigOptions.key("sealstream.kafka.bootstrap-servers")
          .stringType()
          .noDefaultValue()
          .withDescription("Kafka brokers, host:port, comma-separated. Required.");

  public static final ConfigOption<List<String>> REGISTRY_URLS =
      ConfigOptions.key("sealstream.registry.urls")
          .stringType()
          .asList()
          .noDefaultValue()
          .withDescription(
              "Base addresses of the schema registry (Confluent's REST API), tried in order, ';'-separated. Required.");

  public static final ConfigOption<String> REGISTRY_USER =
      ConfigOptions.key("sealstream.registry.user")
          .stringType()
          .noDefaultValue()
          .withDescription("User for basic authentication at the registry.");

  public static final ConfigOption<String> REGISTRY_PASSWORD =
      ConfigOptions.key("sealstream.registry.password")
          .stringType()
          .noDefaultValue()
          .withDescription("Password for basic authentication at the registry.");

  public static final ConfigOption<String> REGISTRY_TOKEN =
      ConfigOptions.key("sealstream.registry.token")
          .stringType()
          .noDefaultValue()
          .withDescription("Bearer token for the registry; excludes user and password.");

  public static final ConfigOption<List<String>> TOPICS =
      ConfigOptions.key("sealstream.input.topics")
          .stringType()
          .asList()
          .defaultValues("audit.events")
          .withDescription("Topics that carry audit events, ';'-separated.");

  public static final ConfigOption<MemorySize> MAX_VALUE_BYTES =
      ConfigOptions.key("sealstream.input.max-value-bytes")
          .memoryType()
          .defaultValue(new MemorySize(DecoderLimits.DEFAULT.maxValueBytes()))
          .withDescription(
              "A larger record value is rejected as TOO_LARGE. Every job of one pipeline must have the same limit.");

  public static final ConfigOption<Duration> MAX_FUTURE =
      ConfigOptions.key("sealstream.input.max-future")
          .durationType()
          .defaultValue(DecoderLimits.DEFAULT.maxFuture())
          .withDescription(
              "An event further ahead of the broker's timestamp is rejected as FUTURE_TIME. Every job of one pipeline must have the same limit.");

  public static final ConfigOption<List<String>> TENANT_BINDINGS =
      ConfigOptions.key("sealstream.input.tenant-bindings")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "TOPIC-PATTERN=TENANT entries, ';'-separated; the first pattern that matches the whole topic decides. An event that names another tenant is rejected as TENANT_NOT_BOUND.");

  static final List<ConfigOption<?>> ALL =
      List.of(
          PIPELINE,
          BOOTSTRAP_SERVERS,
          REGISTRY_URLS,
          REGISTRY_USER,
          REGISTRY_PASSWORD,
          REGISTRY_TOKEN,
          TOPICS,
          MAX_VALUE_BYTES,
          MAX_FUTURE,
          TENANT_BINDINGS);

  private InputOptions() {}
}
