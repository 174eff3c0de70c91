package io.sealstream.jobs;

import io.sealstream.sinks.search.KafkaRejectedPublisher;
import io.sealstream.sinks.search.SearchSink;
import java.util.ArrayList;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;

/**
 * Main of the search job: parse, build, execute. Arguments are {@code key=value}; see {@link
 * SearchOptions}.
 */
public final class SearchJob {
  private static final String JOB = "search";

  private SearchJob() {}

  public static void main(String[] arguments) throws Exception {
    Configuration raw = JobArguments.parse(arguments, SearchOptions.ALL);
    var problems = new ArrayList<String>();
    InputConfig input = InputConfig.from(raw, problems);
    JobName name = JobName.of(raw, JOB, problems);
    SearchJobConfig config = SearchJobConfig.from(raw, input, problems);
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }

    var env = Environments.create(settings(raw));
    var index =
        new SearchSink(
            config.search(),
            KafkaRejectedPublisher.factory(config.rejected(), input.registryFactory()));
    var edges = new SearchTopology.Edges(Sources.events(input, name), index);
    SearchTopology.build(
        env,
        edges,
        CheckOffsetsFunction.of(raw, input, record -> record),
        new DocumentFunction(EventDecoding.of(input), config.policy()));
    env.execute(name.text());
  }

  /**
   * In an outage of the cluster checkpoints time out: that is no reason to restart, for it helps
   * nobody.
   */
  static Configuration settings(Configuration raw) {
    var settings = new Configuration();
    settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    settings.addAll(raw);
    return settings;
  }
}
