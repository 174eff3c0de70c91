package io.sealstream.cli.policy;

import io.sealstream.cli.options.TimeSpan;
import io.sealstream.policy.BacktestTime;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How event time passes where history is judged. */
final class EventTimeOptions {
  @Option(
      names = "--out-of-orderness",
      defaultValue = "10m",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "How far event time stays behind the newest event. Default: ${DEFAULT-VALUE}.")
  private Duration outOfOrderness = Duration.ZERO;

  @Option(
      names = "--allowed-lateness",
      defaultValue = "10m",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = {
        "How late a correlation takes events, where its policy does not say.",
        "Default: ${DEFAULT-VALUE}."
      })
  private Duration allowedLateness = Duration.ZERO;

  BacktestTime time() {
    return new BacktestTime(outOfOrderness, allowedLateness);
  }
}
