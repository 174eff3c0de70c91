package io.sealstream.policy.sigma;

import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.event.FieldValue;
import java.util.Optional;

/** What one value of a field is tested for. Immutable. */
public final class FieldTest {
  private final FieldPath path;
  private final ValueTest.OfOne test;

  FieldTest(FieldPath path, ValueTest.OfOne test) {
    this.path = path;
    this.test = test;
  }

  /** The field. */
  public FieldPath path() {
    return path;
  }

  /** Whether a value, which is not null, is what is looked for. */
  public boolean accepts(FieldValue value) {
    return test.accepts(value);
  }

  /** The folded text that exactly the accepted values have, where there is just one. */
  public Optional<String> equalText() {
    return test instanceof ValueTest.Equal equal ? Optional.of(equal.folded()) : Optional.empty();
  }

  /** A folded text that every accepted value holds once it is folded; the longest one known. */
  public Optional<String> containedText() {
    return test instanceof ValueTest.Like like
        ? Optional.of(like.pattern().longestRun())
        : Optional.empty();
  }
}
