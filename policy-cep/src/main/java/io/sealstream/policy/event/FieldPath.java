package io.sealstream.policy.event;

import io.sealstream.schemas.Classification;
import java.util.Arrays;
import java.util.Set;

/** A dotted field name, split once. Equality is identity: {@link FieldTable} makes one per name. */
public final class FieldPath {
  private final String name;
  private final int slot;
  private final String[] segments;
  private final NativeField nativeField;

  FieldPath(String name, int slot) {
    this.name = name;
    this.slot = slot;
    this.segments = name.split("\\.", -1);
    this.nativeField = NativeField.named(name);
  }

  /** The name as policies write it. */
  public String name() {
    return name;
  }

  /** The path's place in an event's cache of values. */
  int slot() {
    return slot;
  }

  int length() {
    return segments.length;
  }

  /** Segments {@code from} up to {@code to} as one key: producers also write dots into keys. */
  String key(int from, int to) {
    if (to - from == 1) {
      return segments[from];
    }
    return String.join(".", Arrays.asList(segments).subList(from, to));
  }

  /** The same name in the event's own fields. */
  NativeField nativeField() {
    return nativeField;
  }

  /** Whether the event's own fields have one of this name. */
  public boolean isOwn() {
    return nativeField.isKnown();
  }

  /** How much the event's own field of this name reveals; that of no own field is secret. */
  public Classification ownClassification() {
    return nativeField.classification();
  }

  /** Whether the own field of this name has one value at most. */
  public boolean isSingleOwn() {
    return nativeField.shape().isSingle();
  }

  /** The values that the own field of this name may have; empty where there is no end of them. */
  public Set<String> ownTexts() {
    return nativeField.shape().texts();
  }

  @Override
  public String toString() {
    return name;
  }
}
