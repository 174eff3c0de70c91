package io.sealstream.cli.reckoning;

import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import java.util.List;

/**
 * Which topics hold events, and what makes a record of theirs one: as the jobs are configured.
 *
 * @param limits of size and time
 * @param binding which tenant may speak where
 */
public record EventsInput(List<String> topics, DecoderLimits limits, TenantBinding binding) {
  public EventsInput {
    topics = List.copyOf(topics);
  }

  /** Shared topics, under the jobs' defaults. */
  public static EventsInput of(String... topics) {
    return new EventsInput(List.of(topics), DecoderLimits.DEFAULT, TenantBinding.NONE);
  }
}
