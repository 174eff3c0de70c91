package io.sealstream.cli.jobs;

import io.sealstream.local.Endpoints;
import io.sealstream.local.LocalHome;
import io.sealstream.local.LocalTopics;
import io.sealstream.local.StoreKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Configuration that follows from the local stack, so that it need not be typed. */
public final class JobDefaults {
  /** Key of the policy job's files and folders. */
  public static final String POLICY_PATHS = "sealstream.policy.paths";

  /** Key of the policy job's file of allowed keys. */
  public static final String POLICY_KEYS = "sealstream.policy.keys";

  private static final String KEY_FILE = "sealstream.evidence.key-file";
  private static final String KEY_RING = "sealstream.evidence.key-ring";
  private static final String LOCK_MODE = "sealstream.evidence.lock-mode";

  /** File with the retention table of the evidence job. */
  public static final String RETENTION_TABLE = "sealstream.evidence.retention-table";

  private static final String POLICY_DEVELOPMENT = "sealstream.policy.development";

  private JobDefaults() {}

  /**
   * Keys of the job's options and their values on this stack.
   *
   * @param work where a development signing key is made, if there is none yet
   * @param home whose sample policies the policy job gets
   */
  public static Map<String, String> of(Job job, Endpoints endpoints, Path work, LocalHome home)
      throws IOException {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("sealstream.kafka.bootstrap-servers", endpoints.bootstrapServers());
    defaults.put("sealstream.registry.urls", endpoints.registryUrl());
    switch (job) {
      case POLICY -> {
        defaults.put(POLICY_PATHS, samplePolicies(home).toString());
        defaults.put("sealstream.policy.topic", LocalTopics.POLICIES);
        defaults.put(POLICY_DEVELOPMENT, "true");
      }
      case SEARCH -> defaults.put("sealstream.search.urls", endpoints.searchUrl());
      case EVIDENCE -> {
        defaults.putAll(store(endpoints));
        LocalSigningKey key = LocalSigningKey.in(work);
        defaults.put("sealstream.evidence.origin", LocalSigningKey.ORIGIN);
        defaults.put(KEY_FILE, key.file().toString());
      }
    }
    return defaults;
  }

  /**
   * What is assumed, overridden by what is set. Who sets the keys of signers wants signed policies:
   * then neither the sample's policies nor development are assumed. Who sets a key ring does not
   * want the development key, and who sets a retention table no lock mode beside it.
   */
  public static Map<String, String> overridden(
      Map<String, String> defaults, Map<String, String> set) {
    Map<String, String> all = new LinkedHashMap<>(defaults);
    if (set.containsKey(POLICY_KEYS)) {
      all.remove(POLICY_PATHS);
      all.remove(POLICY_DEVELOPMENT);
    }
    if (set.containsKey(KEY_RING)) {
      all.remove(KEY_FILE);
    }
    if (set.containsKey(RETENTION_TABLE)) {
      all.remove(LOCK_MODE);
    }
    all.putAll(set);
    return all;
  }

  /** The policies that come with the bundled sample. */
  public static Path samplePolicies(LocalHome home) {
    return home.root().resolve("deploy/local/sample/policies");
  }

  /** What those policies must find in the bundled sample. */
  public static Path sampleExpectations(LocalHome home) {
    return home.root().resolve("deploy/local/sample/expected.json");
  }

  /** The paths of POLICY_PATHS made absolute: the cluster does not work where the caller does. */
  public static String absolute(String paths) {
    return Arrays.stream(paths.split(";"))
        .map(path -> Path.of(path).toAbsolutePath().normalize().toString())
        .collect(Collectors.joining(";"));
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
      defaults.put(LOCK_MODE, "NONE");
    }
    return defaults;
  }
}
