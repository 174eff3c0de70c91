package io.sealstream.evidence.store;

import java.nio.charset.StandardCharsets;

/**
 * What a key may look like, the same for every store, so that an archive can be copied from one to
 * another and no key ever leaves its root.
 */
final class ObjectKeys {
  /** S3's limit. */
  private static final int MAX_KEY_BYTES = 1024;

  /** The limit of nearly every file system. */
  private static final int MAX_SEGMENT_BYTES = 255;

  private ObjectKeys() {}

  /**
   * Gives the key back.
   *
   * @throws IllegalArgumentException when it is not a plain relative path
   */
  static String check(String key) {
    if (key.isEmpty() || utf8Length(key) > MAX_KEY_BYTES) {
      throw new IllegalArgumentException("a key has 1 to 1024 bytes: '" + key + "'");
    }
    for (String segment : key.split("/", -1)) {
      if (segment.isEmpty()) {
        throw new IllegalArgumentException("a key is relative, without empty parts: '" + key + "'");
      }
      checkSegment(key, segment);
    }
    return key;
  }

  /** As {@link #check}, but the last part may be empty or cut short. */
  static String checkPrefix(String prefix) {
    if (!prefix.isEmpty()) {
      check(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
    }
    return prefix;
  }

  private static void checkSegment(String key, String segment) {
    // A leading dot is the stores' own room (staging), and leaves no way up.
    if (segment.startsWith(".")) {
      throw new IllegalArgumentException("no part of a key starts with a dot: '" + key + "'");
    }
    if (utf8Length(segment) > MAX_SEGMENT_BYTES) {
      throw new IllegalArgumentException("a part of a key has at most 255 bytes: '" + key + "'");
    }
    if (segment.chars().anyMatch(c -> c < ' ' || c == '\\' || c == 0x7f)) {
      throw new IllegalArgumentException("a key has no control character or backslash");
    }
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
