package io.sealstream.policy.correlate;

/** What a {@link Correlator} tells its caller; called on the calling thread, within the call. */
public interface Output {
  /** An event turned out to be an anchor. Once for each anchor and group while its hit is held. */
  void match(Match match);

  /** Something was left out. */
  void lost(Loss loss, long count);
}
