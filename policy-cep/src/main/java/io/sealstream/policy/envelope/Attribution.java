package io.sealstream.policy.envelope;

import org.jspecify.annotations.Nullable;

/** Whose rule it is, as the envelope says it; what is null is as the Sigma document has it. */
public record Attribution(
    @Nullable String author, @Nullable String link, @Nullable String license) {
  static final Attribution NONE = new Attribution(null, null, null);
}
