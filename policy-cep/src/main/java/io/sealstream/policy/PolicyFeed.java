package io.sealstream.policy;

import io.sealstream.policy.publish.PolicyRecord;
import java.util.List;

/**
 * What is published, record by record in the order of the topic, each once. The methods are called
 * by one thread.
 */
public interface PolicyFeed extends AutoCloseable {

  /** Whether {@link #poll} has something to give, or to throw. Costs next to nothing. */
  boolean hasNews();

  /**
   * What has come; never waits.
   *
   * @throws Exception where the topic cannot be read any more
   */
  List<PolicyRecord> poll() throws Exception;

  /**
   * What has come, and all that was published before the call: waits for it.
   *
   * @throws Exception where that cannot be read
   */
  List<PolicyRecord> toEnd() throws Exception;

  @Override
  void close() throws Exception;
}
