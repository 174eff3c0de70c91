package io.sealstream.jobs;

import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.ConfluentSchemaRegistryClient;
import io.sealstream.schemas.registry.RegistryConfig;
import io.sealstream.schemas.registry.RegistryFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** Validated input settings; nothing else reads the raw keys. */
record InputConfig(
    String bootstrapServers,
    RegistryConfig registry,
    List<String> topics,
    DecoderLimits limits,
    TenantBinding binding) {

  InputConfig {
    topics = List.copyOf(topics);
  }

  /** Opens registry clients where the tasks run. */
  RegistryFactory registryFactory() {
    RegistryConfig config = registry;
    return () -> new ConfluentSchemaRegistryClient(config);
  }

  /** Reads and checks every option, and adds what is wrong to the problems. */
  static InputConfig from(ReadableConfig raw, List<String> problems) {
    String servers = required(raw, InputOptions.BOOTSTRAP_SERVERS, problems, "localhost:9092");
    List<String> urls =
        required(raw, InputOptions.REGISTRY_URLS, problems, List.of("http://localhost:8081"));
    List<String> topics = raw.get(InputOptions.TOPICS);
    if (topics.isEmpty()) {
      problems.add(InputOptions.TOPICS.key() + " must name at least one topic");
    }
    return new InputConfig(
        servers,
        registry(raw, urls, problems),
        topics,
        limits(raw, problems),
        binding(raw, problems));
  }

  /** The value, or a problem and the stand-in that lets the other checks go on. */
  static <T> T required(
      ReadableConfig raw, ConfigOption<T> option, List<String> problems, T standIn) {
    return raw.getOptional(option)
        .orElseGet(
            () -> {
              problems.add(option.key() + " is required");
              return standIn;
            });
  }

  private static RegistryConfig registry(
      ReadableConfig raw, List<String> urls, List<String> problems) {
    RegistryConfig config = RegistryConfig.of(String.join(",", urls));
    var user = raw.getOptional(InputOptions.REGISTRY_USER);
    var token = raw.getOptional(InputOptions.REGISTRY_TOKEN);
    if (user.isPresent() && token.isPresent()) {
      problems.add(
          InputOptions.REGISTRY_USER.key()
              + " and "
              + InputOptions.REGISTRY_TOKEN.key()
              + " exclude each other");
    }
    if (token.isPresent()) {
      return config.withAuth(new RegistryConfig.Auth.Bearer(token.get()));
    }
    if (user.isPresent()) {
      String password = raw.getOptional(InputOptions.REGISTRY_PASSWORD).orElse("");
      return config.withAuth(new RegistryConfig.Auth.Basic(user.get(), password));
    }
    return config;
  }

  private static DecoderLimits limits(ReadableConfig raw, List<String> problems) {
    long bytes = raw.get(InputOptions.MAX_VALUE_BYTES).getBytes();
    Duration future = raw.get(InputOptions.MAX_FUTURE);
    if (bytes < 1 || bytes > Integer.MAX_VALUE / 2) {
      problems.add(
          InputOptions.MAX_VALUE_BYTES.key() + " must lie between 1 byte and 1 GiB: " + bytes);
      return DecoderLimits.DEFAULT;
    }
    if (future.isNegative()) {
      problems.add(InputOptions.MAX_FUTURE.key() + " must not be negative: " + future);
      return DecoderLimits.DEFAULT;
    }
    return new DecoderLimits((int) bytes, future);
  }

  private static TenantBinding binding(ReadableConfig raw, List<String> problems) {
    var rules = new ArrayList<TenantBinding.Rule>();
    for (String entry : raw.get(InputOptions.TENANT_BINDINGS)) {
      try {
        rules.addAll(TenantBinding.parse(List.of(entry)).rules());
      } catch (IllegalArgumentException e) {
        problems.add(InputOptions.TENANT_BINDINGS.key() + ": " + e.getMessage());
      }
    }
    return new TenantBinding(rules);
  }
}
