package io.sealstream.schemas.emitter;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The producer's settings: the caller's own, and those without which the emitter's promises do not
 * hold. A contrary setting is refused, not silently replaced.
 */
final class ProducerSettings {
  /** What a record needs beyond key and value: headers of batch and record. */
  static final int OVERHEAD_BYTES = 1024;

  /** Beyond it a retry may reorder. */
  private static final int MAX_IN_FLIGHT = 5;

  /**
   * A leader that has just learnt of its partition may refuse the first batch and take the second:
   * it knows no sequence of ours yet. The first is then refused for good (KAFKA-15591).
   */
  private static final String IN_FLIGHT = "1";

  private ProducerSettings() {}

  /**
   * Completes the caller's settings.
   *
   * @throws IllegalArgumentException naming the setting that would break a promise
   */
  static Map<String, Object> of(Map<String, ?> wanted, int maxEventBytes) {
    Map<String, Object> settings = new HashMap<>(wanted);
    fix(settings, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    if ("-1".equals(String.valueOf(settings.get(ProducerConfig.ACKS_CONFIG)))) {
      settings.remove(ProducerConfig.ACKS_CONFIG);
    }
    fix(settings, ProducerConfig.ACKS_CONFIG, "all");
    fix(settings, ProducerConfig.RETRIES_CONFIG, Integer.toString(Integer.MAX_VALUE));
    if (settings.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG)) {
      throw refused(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "the emitter's producer has none");
    }
    if (settings.containsKey(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG)
        || settings.containsKey(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG)) {
      throw refused("key.serializer and value.serializer", "the emitter writes bytes");
    }
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    settings.putIfAbsent(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, IN_FLIGHT);
    atMost(settings, ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, MAX_IN_FLIGHT);
    atLeast(settings, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxEventBytes + OVERHEAD_BYTES);
    return settings;
  }

  private static void fix(Map<String, Object> settings, String key, String value) {
    Object given = settings.put(key, value);
    if (given != null && !String.valueOf(given).equalsIgnoreCase(value)) {
      throw refused(key, "it must be " + value + ", not " + given);
    }
  }

  private static void atMost(Map<String, Object> settings, String key, int limit) {
    Object given = settings.get(key);
    if (given != null && Long.parseLong(given.toString()) > limit) {
      throw refused(key, "it must be at most " + limit + ", not " + given);
    }
  }

  private static void atLeast(Map<String, Object> settings, String key, int limit) {
    Object given = settings.putIfAbsent(key, Integer.toString(limit));
    if (given != null && Long.parseLong(given.toString()) < limit) {
      throw refused(key, "the largest event needs at least " + limit + ", not " + given);
    }
  }

  private static IllegalArgumentException refused(String key, String why) {
    return new IllegalArgumentException("producer property " + key + " is refused: " + why);
  }
}
