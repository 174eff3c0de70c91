package io.sealstream.policy.envelope;

import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A test that stands in an envelope.
 *
 * @param line where it stands, from 1
 * @param column from 1
 * @param events in the order of the file, repetitions written out; ids are {@code e1}, {@code e2}
 *     and so on where the test gives none
 */
public record PolicyTest(
    String name, int line, int column, List<TestEvent> events, Expectation expect) {
  public PolicyTest {
    events = List.copyOf(events);
  }

  /** One event of a test. Safe to share: it hands out copies. */
  public static final class TestEvent {
    private final AuditEvent event;
    private final boolean hasLogSource;

    TestEvent(AuditEvent event, boolean hasLogSource) {
      this.event = event;
      this.hasLogSource = hasLogSource;
    }

    /** Whether the test says which log the event is of. */
    public boolean hasLogSource() {
      return hasLogSource;
    }

    /**
     * A copy of the event.
     *
     * @param byDefault which log it is of where the test does not say
     */
    public AuditEvent event(LogSource byDefault) {
      AuditEvent copy = AuditEvent.newBuilder(event).build();
      if (!hasLogSource) {
        copy.setLogSource(byDefault);
      }
      return copy;
    }
  }

  /**
   * What a test expects.
   *
   * @param violations how many; null is any number above none
   * @param groups exactly these, in whatever order; null where the test says nothing of them
   * @param suppressed how many findings an exception suppresses; null where the test says nothing
   */
  public record Expectation(
      @Nullable Integer violations,
      @Nullable List<Map<String, String>> groups,
      @Nullable Integer suppressed) {
    public Expectation {
      groups = groups == null ? null : groups.stream().map(Map::copyOf).toList();
    }
  }
}
