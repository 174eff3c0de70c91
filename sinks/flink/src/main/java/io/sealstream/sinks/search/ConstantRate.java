package io.sealstream.sinks.search;

import org.apache.flink.connector.base.sink.writer.strategy.ScalingStrategy;

/**
 * Keeps bulk requests at their full size. Flink's own scaling halves them with every failure: after
 * an outage it would send documents one by one. The delay before a repetition is what relieves the
 * cluster.
 */
final class ConstantRate implements ScalingStrategy<Integer> {

  @Override
  public Integer scaleUp(Integer current) {
    return current;
  }

  @Override
  public Integer scaleDown(Integer current) {
    return current;
  }
}
