package io.sealstream.policy;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.v1.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How far a task has judged each partition, and how far in event time. Task thread only. */
final class ReadOffsets {
  private static final long NONE = -1;

  private final List<Cursor> cursors = new ArrayList<>();
  private static final Comparator<Cursor> ORDER =
      Comparator.comparing((Cursor cursor) -> cursor.topic)
          .thenComparingInt(cursor -> cursor.partition);

  private Cursor last = new Cursor("", -1);
  private long newest = Long.MIN_VALUE;

  private static final class Cursor {
    private final String topic;
    private final int partition;
    private long first = NONE;
    private long next;

    Cursor(String topic, int partition) {
      this.topic = topic;
      this.partition = partition;
    }

    boolean isOf(DecodedEvent event) {
      return partition == event.partition() && topic.equals(event.topic());
    }
  }

  /** Takes notice that an event is judged. */
  void judged(DecodedEvent event) {
    if (!last.isOf(event)) {
      last = cursorOf(event);
    }
    if (last.first == NONE) {
      last.first = event.offset();
    }
    last.next = event.offset() + 1;
    newest = Math.max(newest, event.event().getTime().toEpochMilli());
  }

  private Cursor cursorOf(DecodedEvent event) {
    for (Cursor cursor : cursors) {
      if (cursor.isOf(event)) {
        return cursor;
      }
    }
    var made = new Cursor(event.topic(), event.partition());
    cursors.add(made);
    return made;
  }

  /** The first offset in each partition that is not judged yet. */
  List<Position> next() {
    return cursors.stream().map(c -> new Position(c.topic, c.partition, c.next)).toList();
  }

  /**
   * For each partition the first offset that was judged since the last call, and the first one
   * behind; by topic and partition. Offsets between them that hold no event do not matter.
   */
  List<Position> takeSpan() {
    var span = new ArrayList<Position>();
    cursors.stream()
        .filter(cursor -> cursor.first != NONE)
        .sorted(ORDER)
        .forEach(
            cursor -> {
              span.add(new Position(cursor.topic, cursor.partition, cursor.first));
              span.add(new Position(cursor.topic, cursor.partition, cursor.next));
              cursor.first = NONE;
            });
    return span;
  }

  /** Whether an event of that time or later was judged. */
  boolean reached(long timeMillis) {
    return newest >= timeMillis;
  }
}
