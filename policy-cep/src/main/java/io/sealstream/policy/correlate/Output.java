package io.sealstream.policy.correlate;

import org.jspecify.annotations.Nullable;

/** What a {@link Correlator} tells its caller; called on the calling thread, within the call. */
public interface Output {
  /** An event turned out to be an anchor. Once for each anchor and group while its hit is held. */
  void match(Match match);

  /** The id of the event that {@link #judged} is to tell about; null where there is none. */
  default @Nullable String watched() {
    return null;
  }

  /** What the window that ends with the watched event came to: each time it is judged. */
  default void judged(WindowReading reading) {}

  /** Something was left out. */
  void lost(Loss loss, long count);
}
