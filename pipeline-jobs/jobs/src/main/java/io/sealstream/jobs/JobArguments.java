package io.sealstream.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** Reads a job's program arguments, each {@code key=value}. */
final class JobArguments {
  private static final String OURS = "sealstream.";

  private JobArguments() {}

  /**
   * All arguments as a configuration. Keys outside {@code sealstream.} are Flink's and pass
   * through.
   *
   * @throws InvalidConfigException for an argument that is no pair, a key given twice, or a {@code
   *     sealstream.} key that is not among the known ones: a misspelt key must not be taken for an
   *     absent one
   */
  static Configuration parse(String[] arguments, List<ConfigOption<?>> known) {
    var configuration = new Configuration();
    var problems = new ArrayList<String>();
    for (String argument : arguments) {
      int cut = argument.indexOf('=');
      if (cut < 1) {
        problems.add("argument must be key=value: " + argument);
        continue;
      }
      String key = argument.substring(0, cut);
      if (configuration.containsKey(key)) {
        problems.add(key + " is given twice");
      }
      if (!isKnown(key, known)) {
        problems.add("unknown key " + key + "; known are " + names(known));
      }
      configuration.setString(key, argument.substring(cut + 1));
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    return configuration;
  }

  private static boolean isKnown(String key, List<ConfigOption<?>> known) {
    // A map option may be given entry by entry: sealstream.x.options.region=...
    return !key.startsWith(OURS)
        || known.stream()
            .flatMap(JobArguments::keys)
            .anyMatch(name -> key.equals(name) || key.startsWith(name + "."));
  }

  private static Stream<String> keys(ConfigOption<?> option) {
    var names = new ArrayList<String>();
    names.add(option.key());
    option.fallbackKeys().forEach(fallback -> names.add(fallback.getKey()));
    return names.stream();
  }

  private static String names(List<ConfigOption<?>> known) {
    return known.stream()
        .map(ConfigOption::key)
        .collect(Collectors.toCollection(TreeSet::new))
        .toString();
  }
}
