package io.sealstream.jobs;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ReadableConfig;

/**
 * A job's name, {@code <pipeline>-<job>}: also its consumer group, the prefix of its client ids and
 * of its transactional ids. Names of different pipelines differ, and none of their transactional
 * ids is equal: a pipeline has no '-', so the first one ends it, whatever the topic that follows.
 */
record JobName(String text) {
  private static final Pattern PIPELINE = Pattern.compile("[a-z0-9][a-z0-9_.]{0,62}");

  /** Reads and checks the pipeline, and adds what is wrong to the problems. */
  static JobName of(ReadableConfig raw, String job, List<String> problems) {
    String pipeline = raw.get(InputOptions.PIPELINE);
    if (!PIPELINE.matcher(pipeline).matches()) {
      problems.add(
          "%s must be 1 to 63 of a-z, 0-9, '_' and '.', and begin with a letter or digit: '%s'"
              .formatted(InputOptions.PIPELINE.key(), pipeline));
    }
    return new JobName(pipeline + "-" + job);
  }

  @Override
  public String toString() {
    return text;
  }
}
