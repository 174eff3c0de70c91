package io.sealstream.jobs;

import java.util.List;

/** Settings refused at start-up: every problem at once, each with its key. */
final class InvalidConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidConfigException(List<String> problems) {
    super("invalid configuration:\n  " + String.join("\n  ", problems));
  }
}
