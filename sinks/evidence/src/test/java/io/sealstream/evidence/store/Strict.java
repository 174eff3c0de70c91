package io.sealstream.evidence.store;

/** With {@code SEALSTREAM_STRICT=1} a missing server is a failure: CI never skips. */
final class Strict {
  private static final String NAME = "SEALSTREAM_STRICT";

  private Strict() {}

  static boolean isOn() {
    return "1".equals(System.getProperty(NAME, System.getenv(NAME)));
  }
}
