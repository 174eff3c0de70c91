package io.sealstream.policy.cep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.flink.api.common.state.AggregatingState;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The states of many keys, in memory and outside of a job: of the kinds that {@link GroupStates}
 * has. Whoever uses them says first which key is current, as Flink does. A key whose states are all
 * cleared leaves nothing.
 */
final class MemoryStates implements KeyedStateStore {
  private static final String UNUSED = "no matcher has such state";

  private final List<Map<Object, ?>> all = new ArrayList<>();
  private Object key = "";

  /** How many values and maps there are, of all keys. */
  int entries() {
    return all.stream().mapToInt(Map::size).sum();
  }

  /** Makes a key the current one. */
  void key(Object current) {
    key = current;
  }

  @Override
  public <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
    var state = new MemoryValue<T>();
    all.add(state.values);
    return state;
  }

  @Override
  public <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor) {
    var state = new MemoryMap<K, V>();
    all.add(state.maps);
    return state;
  }

  private final class MemoryValue<T> implements ValueState<T> {
    private final Map<Object, T> values = new HashMap<>();

    @Override
    public @Nullable T value() {
      return values.get(key);
    }

    @Override
    public void update(@Nullable T updated) {
      if (updated == null) {
        clear();
      } else {
        values.put(key, updated);
      }
    }

    @Override
    public void clear() {
      values.remove(key);
    }
  }

  private final class MemoryMap<K, V> implements MapState<K, V> {
    private final Map<Object, Map<K, V>> maps = new HashMap<>();

    private Map<K, V> current() {
      return maps.getOrDefault(key, Map.of());
    }

    @Override
    public @Nullable V get(K name) {
      return current().get(name);
    }

    @Override
    public void put(K name, V value) {
      maps.computeIfAbsent(key, made -> new HashMap<>()).put(name, value);
    }

    @Override
    public void putAll(Map<K, V> map) {
      map.forEach(this::put);
    }

    @Override
    public void remove(K name) {
      maps.computeIfPresent(
          key,
          (same, map) -> {
            map.remove(name);
            return map.isEmpty() ? null : map;
          });
    }

    @Override
    public boolean contains(K name) {
      return current().containsKey(name);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
      return () -> new Walk<>(entry -> entry);
    }

    @Override
    public Iterable<K> keys() {
      return () -> new Walk<>(Map.Entry::getKey);
    }

    @Override
    public Iterable<V> values() {
      return () -> new Walk<>(Map.Entry::getValue);
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return entries().iterator();
    }

    /** Goes through the current key's entries as they are when it begins. */
    private final class Walk<T> implements Iterator<T> {
      private final Iterator<Map.Entry<K, V>> entries =
          List.copyOf(current().entrySet()).iterator();
      private final Function<Map.Entry<K, V>, T> part;
      private @Nullable K last;

      Walk(Function<Map.Entry<K, V>, T> part) {
        this.part = part;
      }

      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public T next() {
        Map.Entry<K, V> entry = entries.next();
        last = entry.getKey();
        return part.apply(entry);
      }

      @Override
      public void remove() {
        MemoryMap.this.remove(Objects.requireNonNull(last, "nothing was read yet"));
      }
    }

    @Override
    public boolean isEmpty() {
      return current().isEmpty();
    }

    @Override
    public void clear() {
      maps.remove(key);
    }
  }

  @Override
  public <T> ListState<T> getListState(ListStateDescriptor<T> descriptor) {
    throw new UnsupportedOperationException(UNUSED);
  }

  @Override
  public <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor) {
    throw new UnsupportedOperationException(UNUSED);
  }

  @Override
  public <I, A, O> AggregatingState<I, O> getAggregatingState(
      AggregatingStateDescriptor<I, A, O> descriptor) {
    throw new UnsupportedOperationException(UNUSED);
  }

  @Override
  public <T> org.apache.flink.api.common.state.v2.ValueState<T> getValueState(
      org.apache.flink.api.common.state.v2.ValueStateDescriptor<T> descriptor) {
    throw new UnsupportedOperationException(UNUSED);
  }

  @Override
  public <T> org.apache.flink.api.common.state.v2.ListState<T> getListState(
      org.apache.flink.api.common.state.v2.ListStateDescriptor<T> descriptor) {
    throw new UnsupportedOperationException(UNUSED);
  }

  @Override
  public <K, V> org.apache.flink.api.common.state.v2.MapState<K, V> getMapState(
      org.apache.flink.api.common.state.v2.MapStateDescriptor<K, V> descriptor) {
    throw new UnsupportedOperationException(UNUSED);
  }

  @Override
  public <T> org.apache.flink.api.common.state.v2.ReducingState<T> getReducingState(
      org.apache.flink.api.common.state.v2.ReducingStateDescriptor<T> descriptor) {
    throw new UnsupportedOperationException(UNUSED);
  }

  @Override
  public <I, A, O> org.apache.flink.api.common.state.v2.AggregatingState<I, O> getAggregatingState(
      org.apache.flink.api.common.state.v2.AggregatingStateDescriptor<I, A, O> descriptor) {
    throw new UnsupportedOperationException(UNUSED);
  }

  @Override
  public String getBackendTypeIdentifier() {
    return "memory";
  }
}
