package io.sealstream.policy;

import java.io.Serializable;

/** Opens a feed of its own, from the first record on, in each task that needs one. */
@FunctionalInterface
public interface PolicyFeedFactory extends Serializable {

  /** A feed whose resources are the caller's to close. */
  PolicyFeed open() throws Exception;
}
