package io.sealstream.evidence.store;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** With {@code SEALSTREAM_STRICT=1} a missing server or program is a failure: CI never skips. */
public final class Strict {
  private static final String NAME = "SEALSTREAM_STRICT";

  private Strict() {}

  static boolean isOn() {
    return "1".equals(System.getProperty(NAME, System.getenv(NAME)));
  }

  /** Skips the test where this is not installed, unless tests are strict. */
  public static void needs(String what, boolean installed) {
    if (!isOn()) {
      assumeThat(installed).as(what + " is installed").isTrue();
    }
  }

  /** Whether the machine has this program. */
  public static boolean has(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
  }
}
