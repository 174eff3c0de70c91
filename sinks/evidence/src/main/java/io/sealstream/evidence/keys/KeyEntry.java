package io.sealstream.evidence.keys;

/**
 * One key of a ring.
 *
 * @param id its name in the ring, for people and commands
 * @param inUse whether it signs from now on; others stay for notes that still need them
 */
public record KeyEntry(String id, boolean inUse, KeyPlace place) {
  private static final String FORM = "[A-Za-z0-9._-]{1,64}";

  public KeyEntry {
    if (!id.matches(FORM)) {
      throw new IllegalArgumentException("the id of a key must be " + FORM + ": '" + id + "'");
    }
  }

  KeyEntry used(boolean now) {
    return new KeyEntry(id, now, place);
  }
}
