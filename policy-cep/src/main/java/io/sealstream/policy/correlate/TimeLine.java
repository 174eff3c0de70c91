package io.sealstream.policy.correlate;

import java.util.Arrays;

/**
 * Items sorted by time, then id. Appending, removing the first and looking up a place are cheap;
 * what comes out of order moves the references behind it.
 */
final class TimeLine<T extends Timed> {
  private static final int SMALL = 4;

  private Object[] items = new Object[SMALL];
  private int head;
  private int size;

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // only add() writes
  T get(int index) {
    return (T) items[head + index];
  }

  /** How many are older. */
  int before(long time) {
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
  int upTo(long time) {
    return time == Long.MAX_VALUE ? size : before(time + 1);
  }

  void add(T item) {
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

  private void removeAt(int index) {
    if (index == 0) {
      items[head++] = null;
    } else {
      System.arraycopy(items, head + index + 1, items, head + index, size - index - 1);
      items[head + size - 1] = null;
    }
    size--;
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
