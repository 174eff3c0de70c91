package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;

/** docs/config.md is written from the options: {@code -Dgolden.update=true} writes it anew. */
class ConfigDocsTest {
  private static final Path PAGE = Path.of("../../docs/config.md");

  @Test
  void configPageSaysWhatTheOptionsSay() throws IOException {
    String page = page();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }

  private static String page() {
    Map<String, List<ConfigOption<?>>> areas = new LinkedHashMap<>();
    areas.put("Every job", InputOptions.ALL);
    areas.put("policy and search", RetentionOptions.ALL);
    areas.put("policy with exactly-once, and evidence", TransactionOptions.ALL);
    areas.put("policy", own(PolicyOptions.ALL));
    areas.put("evidence", own(EvidenceOptions.ALL));
    areas.put("search", own(SearchOptions.ALL));
    var page = new StringBuilder("# Configuration\n\n");
    page.append(
        """
        Jobs take `key=value` arguments: these keys, and any key of Flink's own. An unknown `sealstream.` key stops the job.
        This page is written from the code (`ConfigDocsTest`).

        A secret need not stand on the command line. Where the whole value of a `sealstream.` key is `${file:PATH}`, the file's
        text is taken, without the line break at its end; where it is `${env:NAME}`, that environment variable. Both are read
        once, by the job's main method: on the job manager with `sealstream submit`, the REST API or application mode, on the
        client with `flink run`. What is missing or empty stops the job. In a shell such values need single quotes:
        `--set 'sealstream.search.password=${file:/run/secrets/search}'`. No `sealstream.` key reaches Flink's own
        configuration; the job graph carries the values to the task managers: encrypt Flink's internal connections and guard its
        high-availability storage.
        """);
    areas.forEach((area, options) -> append(page, area, options));
    return page.toString();
  }

  private static List<ConfigOption<?>> own(List<ConfigOption<?>> options) {
    return options.stream()
        .filter(option -> !InputOptions.ALL.contains(option))
        .filter(option -> !RetentionOptions.ALL.contains(option))
        .filter(option -> !TransactionOptions.ALL.contains(option))
        .toList();
  }

  private static void append(StringBuilder page, String area, List<ConfigOption<?>> options) {
    page.append("\n## ")
        .append(area)
        .append("\n\n| key | default | meaning |\n| --- | --- | --- |\n");
    options.stream()
        .sorted(Comparator.comparing(ConfigOption::key))
        .forEach(
            option ->
                page.append(
                    "| `%s` | %s | %s |%n"
                        .formatted(option.key(), defaultOf(option), DescriptionText.of(option))));
  }

  private static String defaultOf(ConfigOption<?> option) {
    if (!option.hasDefaultValue()) {
      return "";
    }
    Object value = option.defaultValue();
    return "`" + (value instanceof MemorySize size ? size.toHumanReadableString() : value) + "`";
  }
}
