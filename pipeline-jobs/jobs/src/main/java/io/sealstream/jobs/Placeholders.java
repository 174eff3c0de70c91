package io.sealstream.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that stand elsewhere: <code>${file:PATH}</code> or <code>${env:NAME}</code> as the whole
 * value. They keep secrets out of command lines and of requests to Flink.
 *
 * @param environment variables of this process
 */
record Placeholders(Map<String, String> environment) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(file|env):(.+)}");

  Placeholders {
    environment = Map.copyOf(environment);
  }

  /**
   * The value itself, or what its placeholder stands for. The line break that ends a file is none
   * of its value.
   *
   * @throws IOException for a placeholder that stands for nothing; the message has no secret in it
   */
  String resolve(String value) throws IOException {
    if (!value.startsWith("${") || !value.endsWith("}")) {
      return value;
    }
    Matcher placeholder = PLACEHOLDER.matcher(value);
    if (!placeholder.matches()) {
      throw new IOException(
          "starts like a placeholder but is neither ${file:PATH} nor ${env:NAME}");
    }
    String name = placeholder.group(2);
    String found = "env".equals(placeholder.group(1)) ? environment.get(name) : content(name);
    if (found == null || found.isEmpty()) {
      throw new IOException(value + " is not there or is empty where the job's main runs");
    }
    return found;
  }

  private static String content(String file) throws IOException {
    try {
      return Files.readString(Path.of(file)).replaceFirst("\\R\\z", "");
    } catch (IOException e) {
      throw new IOException(
          "cannot read " + file + " where the job's main runs: " + e.getClass().getSimpleName(), e);
    }
  }
}
