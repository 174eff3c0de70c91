package io.sealstream.policy.event;

import java.util.List;

/**
 * What a path reached in an event, fanned out over arrays: mostly one value, which then is all of
 * them. What it collects when first asked is the same for whoever asks.
 */
public sealed interface FieldValues permits FieldValue, ManyValues {

  /** How many values there are, nulls included. */
  int size();

  /** One of them, by its place. */
  FieldValue get(int place);

  /** Whether the field is there at all, be it null or an empty array. */
  boolean present();

  /** Every value, nulls included. */
  List<FieldValue> values();

  /** The texts of all values but nulls. */
  List<String> texts();

  /** Whether nothing was reached, or a null among others. */
  boolean isMissingOrNull();
}
