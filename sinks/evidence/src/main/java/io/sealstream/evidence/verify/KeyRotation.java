package io.sealstream.evidence.verify;

import io.sealstream.evidence.note.NoteKey;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A change of the log's keys, as a seal announces it.
 *
 * @param size of the log that ends with this seal: the old keys sign up to it, the new ones from it
 * @param closedAtMillis when the seal was cut
 * @param added keys that sign from now on
 * @param retired keys that sign no more
 */
public record KeyRotation(
    long size, long closedAtMillis, List<NoteKey> added, List<NoteKey> retired) {
  public KeyRotation {
    added = List.copyOf(added);
    retired = List.copyOf(retired);
  }

  /** What changed from one list of signers to the next. */
  static KeyRotation between(
      List<NoteKey> before, List<NoteKey> after, long size, long closedAtMillis) {
    return new KeyRotation(
        size,
        closedAtMillis,
        after.stream().filter(key -> !before.contains(key)).toList(),
        before.stream().filter(key -> !after.contains(key)).toList());
  }

  /** One line for people. */
  @Override
  public String toString() {
    return "keys change with the note over %d seals, sealed %s: in %s; out %s"
        .formatted(size, Instant.ofEpochMilli(closedAtMillis), names(added), names(retired));
  }

  private static String names(List<NoteKey> keys) {
    return keys.isEmpty()
        ? "none"
        : keys.stream()
            .map(key -> key.label() + " (" + key.algorithm().label() + ")")
            .collect(Collectors.joining(", "));
  }
}
