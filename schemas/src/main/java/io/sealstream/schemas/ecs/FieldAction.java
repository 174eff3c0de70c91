package io.sealstream.schemas.ecs;

/** What happens to a field's value on its way into the index, from the mildest to the strictest. */
public enum FieldAction {
  /** As it is. */
  KEEP,
  /**
   * Strings become a keyed hash: equal values of one tenant stay equal and nothing else can be
   * told. Others are dropped.
   */
  PSEUDONYMISE,
  /**
   * Strings become {@code [masked]}; a place is rounded to the whole degree; others are dropped.
   */
  MASK,
  /** The field is left out, and everything below it. */
  DROP
}
