package io.sealstream.schemas;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A tenant: {@code [a-z0-9_]{1,64}}, so that it is safe in topic, index and object names alike. */
public record TenantId(String value) implements Serializable, Comparable<TenantId> {

  /**
   * The reserved tenant under which a record is sealed that cannot be attributed. It cannot be
   * spoken for: {@link #isValid} refuses every name that starts with an underscore.
   */
  public static final TenantId UNATTRIBUTED = new TenantId("_unattributed");

  /**
   * The reserved tenant of what concerns all: policies, and what the policy job decides of itself.
   * No event may name it either.
   */
  public static final TenantId PLATFORM = new TenantId("_sealstream");

  private static final int MAX_LENGTH = 64;

  public TenantId {
    if (!value.equals("_unattributed") && !value.equals("_sealstream") && !isValid(value)) {
      throw new IllegalArgumentException("tenant id must match [a-z0-9][a-z0-9_]{0,63}: " + value);
    }
  }

  /** Whether an event may name this tenant. */
  public static boolean isValid(@Nullable String value) {
    if (value == null || value.isEmpty() || value.length() > MAX_LENGTH || value.charAt(0) == '_') {
      return false;
    }
    for (int i = 0; i < value.length(); i++) { // a stream would be made for every event
      char c = value.charAt(i);
      if (c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(TenantId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
