package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Timed;
import java.util.Arrays;

/**
 * Items sorted by time, then id. Appending, removing the first and looking up a place are cheap;
 * what comes out of order moves the references behind it. For one thread.
 */
public final class TimeLine<T extends Timed> {
  private static final int SMALL = 4;

  private Object[] items = new Object[SMALL];
  private int head;
  private int size;

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The one with so many before it. */
  @SuppressWarnings("unchecked") // only add() writes
  public T get(int index) {
    return (T) items[head + index];
  }

  /** How many are older. */
  public int before(long time) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (get(middle).time() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many are not newer. */
  public int upTo(long time) {
    return time == Long.MAX_VALUE ? size : before(time + 1);
  }

  /** Adds one, before those of its time whose ids are greater. */
  public void add(T item) {
    int index = place(item);
    if (head + size == items.length) {
      resize(Math.max(SMALL, size * 2));
    }
    System.arraycopy(items, head + index, items, head + index + 1, size - index);
    items[head + index] = item;
    size++;
  }

  /** Removes that very item, if it is there. */
  void remove(T item) {
    for (int index = place(item); index < size && order(get(index), item) == 0; index++) {
      if (get(index) == item) {
        removeAt(index);
        return;
      }
    }
  }

  /** Removes so many of the oldest, all of them at most. */
  public void removeFirst(int count) {
    Arrays.fill(items, head, head + count, null);
    head += count;
    size -= count;
    shrink();
  }

  private void removeAt(int index) {
    if (index == 0) {
      items[head++] = null;
    } else {
      System.arraycopy(items, head + index + 1, items, head + index, size - index - 1);
      items[head + size - 1] = null;
    }
    size--;
    shrink();
  }

  private void shrink() {
    if (items.length > 64 && size < items.length / 8) {
      resize(size * 2);
    }
  }

  /** The place of the first item that is not before this one. */
  private int place(T item) {
    if (size == 0 || order(get(size - 1), item) < 0) {
      return size;
    }
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (order(get(middle), item) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int order(Timed one, Timed other) {
    int byTime = Long.compare(one.time(), other.time());
    return byTime != 0 ? byTime : one.id().compareTo(other.id());
  }

  private void resize(int capacity) {
    items = Arrays.copyOf(Arrays.copyOfRange(items, head, head + size), capacity);
    head = 0;
  }
}
