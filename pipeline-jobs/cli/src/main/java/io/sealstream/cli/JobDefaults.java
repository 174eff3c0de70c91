package io.sealstream.cli;

import io.sealstream.local.Endpoints;
import io.sealstream.local.StoreKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Configuration that follows from the local stack, so that it need not be typed. */
final class JobDefaults {
  private JobDefaults() {}

  /**
   * Keys of the job's options and their values on this stack.
   *
   * @param work where a development signing key is made, if there is none yet
   */
  static Map<String, String> of(Job job, Endpoints endpoints, Path work) throws IOException {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("sealstream.kafka.bootstrap-servers", endpoints.bootstrapServers());
    defaults.put("sealstream.registry.urls", endpoints.registryUrl());
    switch (job) {
      case POLICY -> {
        // Which policies is nothing that a default could know.
      }
      case SEARCH -> defaults.put("sealstream.search.urls", endpoints.searchUrl());
      case EVIDENCE -> {
        defaults.putAll(store(endpoints));
        LocalSigningKey key = LocalSigningKey.in(work);
        defaults.put("sealstream.evidence.origin", LocalSigningKey.ORIGIN);
        defaults.put("sealstream.evidence.key-file", key.file().toString());
      }
    }
    return defaults;
  }

  private static Map<String, String> store(Endpoints endpoints) {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("sealstream.evidence.store-uri", endpoints.storeUri());
    endpoints
        .storeOptions()
        .forEach((name, value) -> defaults.put("sealstream.evidence.store-options." + name, value));
    // One broker can hold no second replica, which is refused outside of development.
    defaults.put("sealstream.evidence.development", "true");
    if (endpoints.storeKind() == StoreKind.FILE) {
      defaults.put("sealstream.evidence.lock-mode", "NONE");
    }
    return defaults;
  }
}
