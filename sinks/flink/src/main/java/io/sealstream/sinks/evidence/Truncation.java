package io.sealstream.sinks.evidence;

import io.sealstream.evidence.publish.BrokerView;
import io.sealstream.evidence.publish.EvidenceHaltException;
import io.sealstream.evidence.publish.HaltCode;
import io.sealstream.evidence.publish.SealerState;

/** Notices at start that the broker lost records which are sealed: it will reuse their offsets. */
final class Truncation {
  private Truncation() {}

  static void refuse(SealerState state, BrokerView broker) {
    state
        .next()
        .forEach(
            (partition, to) ->
                broker
                    .extent(partition)
                    .filter(extent -> extent.end() < to)
                    .ifPresent(
                        extent -> {
                          throw new EvidenceHaltException(
                              HaltCode.BROKER_REWRITE,
                              "%s is sealed up to %d, but ends at %d on the broker: it was recreated or lost records; seal into a new archive"
                                  .formatted(partition, to, extent.end()));
                        }));
  }
}
