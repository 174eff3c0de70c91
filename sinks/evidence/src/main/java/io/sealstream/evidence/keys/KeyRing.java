package io.sealstream.evidence.keys;

import io.sealstream.evidence.note.SigningKeys;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keys of one log: where they are, and which are in use. Holds no key, password or PIN.
 *
 * @param name the log's origin, under which all of them sign
 */
public record KeyRing(String name, List<KeyEntry> keys) {

  public KeyRing {
    keys = List.copyOf(keys);
    Set<String> ids = new HashSet<>();
    for (KeyEntry entry : keys) {
      if (!ids.add(entry.id())) {
        throw new IllegalArgumentException("two keys have the id " + entry.id());
      }
    }
    long used = keys.stream().filter(KeyEntry::inUse).count();
    if (used < 1 || used > SigningKeys.MAX_IN_USE) {
      throw new IllegalArgumentException(
          "1 to %d keys must be in use, not %d".formatted(SigningKeys.MAX_IN_USE, used));
    }
  }

  /** The key of this id. */
  public Optional<KeyEntry> key(String id) {
    return keys.stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  /** The keys in use. */
  public List<KeyEntry> inUse() {
    return keys.stream().filter(KeyEntry::inUse).toList();
  }

  /**
   * The same keys, of which these alone are in use.
   *
   * @throws IllegalArgumentException when one of them is not there
   */
  public KeyRing using(Set<String> ids) {
    for (String id : ids) {
      if (key(id).isEmpty()) {
        throw new IllegalArgumentException(
            "the ring has no key " + id + "; it has " + keys.stream().map(KeyEntry::id).toList());
      }
    }
    return new KeyRing(
        name, keys.stream().map(entry -> entry.used(ids.contains(entry.id()))).toList());
  }

  /** The same, and one more key. */
  public KeyRing with(KeyEntry entry) {
    return new KeyRing(name, Stream.concat(keys.stream(), Stream.of(entry)).toList());
  }
}
