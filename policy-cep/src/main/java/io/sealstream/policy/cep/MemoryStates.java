package io.sealstream.policy.cep;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
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
 * The states of one key, in memory and outside of a job: of the kinds that {@link GroupStates} has.
 */
final class MemoryStates implements KeyedStateStore {
  private static final String UNUSED = "no matcher has such state";

  @Override
  public <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
    return new MemoryValue<>();
  }

  @Override
  public <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor) {
    return new MemoryMap<>();
  }

  private static final class MemoryValue<T> implements ValueState<T> {
    private @Nullable T value;

    @Override
    public @Nullable T value() {
      return value;
    }

    @Override
    public void update(@Nullable T updated) {
      value = updated;
    }

    @Override
    public void clear() {
      value = null;
    }
  }

  private static final class MemoryMap<K, V> implements MapState<K, V> {
    private final Map<K, V> entries = new HashMap<>();

    @Override
    public @Nullable V get(K key) {
      return entries.get(key);
    }

    @Override
    public void put(K key, V value) {
      entries.put(key, value);
    }

    @Override
    public void putAll(Map<K, V> map) {
      entries.putAll(map);
    }

    @Override
    public void remove(K key) {
      entries.remove(key);
    }

    @Override
    public boolean contains(K key) {
      return entries.containsKey(key);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
      return entries.entrySet();
    }

    @Override
    public Iterable<K> keys() {
      return entries.keySet();
    }

    @Override
    public Iterable<V> values() {
      return entries.values();
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return entries.entrySet().iterator();
    }

    @Override
    public boolean isEmpty() {
      return entries.isEmpty();
    }

    @Override
    public void clear() {
      entries.clear();
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
