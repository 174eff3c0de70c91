package io.sealstream.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * Reads a job's program arguments, each {@code key=value}. A value of ours may stand elsewhere: see
 * {@link Placeholders}, which are resolved here, in the job's main method.
 */
final class JobArguments {
  private static final String OURS = "sealstream.";

  private JobArguments() {}

  /**
   * All arguments as a configuration. Keys outside {@code sealstream.} are Flink's and pass
   * through.
   *
   * @throws InvalidConfigException for an argument that is no pair, a key given twice, a {@code
   *     sealstream.} key that is not among the known ones (a misspelt key must not be taken for an
   *     absent one), or a placeholder that stands for nothing
   */
  static Configuration parse(String[] arguments, List<ConfigOption<?>> known) {
    return parse(arguments, known, new Placeholders(System.getenv()));
  }

  static Configuration parse(
      String[] arguments, List<ConfigOption<?>> known, Placeholders placeholders) {
    var configuration = new Configuration();
    var problems = new ArrayList<String>();
    for (int i = 0; i < arguments.length; i++) {
      int cut = arguments[i].indexOf('=');
      if (cut < 1) {
        // Not shown: it may be the second half of a secret with a blank in it.
        problems.add("argument " + (i + 1) + " must be key=value");
        continue;
      }
      String key = arguments[i].substring(0, cut);
      if (configuration.containsKey(key)) {
        problems.add(key + " is given twice");
      }
      if (!isKnown(key, known)) {
        problems.add("unknown key " + key + "; known are " + names(known));
      }
      String value = arguments[i].substring(cut + 1);
      configuration.setString(
          key, isOurs(key) ? resolve(key, value, placeholders, problems) : value);
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    return configuration;
  }

  /**
   * The configuration without our keys: they are none of Flink's business, secrets least of all.
   */
  static Configuration flinksOwn(Configuration configuration) {
    var flinks = new Configuration(configuration);
    flinks.keySet().stream().filter(JobArguments::isOurs).forEach(flinks::removeKey);
    return flinks;
  }

  private static String resolve(
      String key, String value, Placeholders placeholders, List<String> problems) {
    try {
      return placeholders.resolve(value);
    } catch (IOException e) {
      problems.add(key + ": " + e.getMessage());
      return value;
    }
  }

  private static boolean isOurs(String key) {
    return key.startsWith(OURS);
  }

  private static boolean isKnown(String key, List<ConfigOption<?>> known) {
    // A map option may be given entry by entry: sealstream.x.options.region=...
    return !isOurs(key)
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
