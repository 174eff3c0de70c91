package io.sealstream.policy.event;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the paths reached in one event, by slot. Task thread only. */
final class ValueCache {
  private final @Nullable FieldValues[] values;
  private @Nullable List<FieldValue> leaves;

  ValueCache(int fields) {
    this.values = new @Nullable FieldValues[fields];
  }

  @Nullable FieldValues get(FieldPath path) {
    return values[path.slot()];
  }

  FieldValues put(FieldPath path, FieldValues found) {
    values[path.slot()] = found;
    return found;
  }

  List<FieldValue> leaves(Supplier<List<FieldValue>> collect) {
    List<FieldValue> known = leaves;
    if (known == null) {
      known = collect.get();
      leaves = known;
    }
    return known;
  }
}
