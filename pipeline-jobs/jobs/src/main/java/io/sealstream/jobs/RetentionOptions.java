package io.sealstream.jobs;

import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * Keys of the jobs that say when records went before they read them. The evidence job has none: it
 * states them in its seals.
 */
public final class RetentionOptions {

  /** What a job does about records that were deleted before it read them. */
  public enum OnDeleted {
    HALT,
    COUNT
  }

  public static final ConfigOption<OnDeleted> ON_DELETED =
      ConfigOptions.key("sealstream.input.on-deleted-records")
          .enumType(OnDeleted.class)
          .defaultValue(OnDeleted.HALT)
          .withDescription(
              "What happens when records were deleted (by retention, say) after the job had read up to them and before it read them. HALT: the job stops, names them, and Flink does not restart it. COUNT: it goes on behind them, logs them and counts them as numRecordsDeleted.");

  static final List<ConfigOption<?>> ALL = List.of(ON_DELETED);

  private RetentionOptions() {}
}
