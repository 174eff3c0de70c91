package io.sealstream.cli.policy;

import java.util.List;

/** A history is not what it should be, so that nothing is decided about it. */
final class UnusableHistoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final List<String> lines;

  private UnusableHistoryException(int exitCode, List<String> lines) {
    super(String.join("; ", lines));
    this.exitCode = exitCode;
    this.lines = List.copyOf(lines);
  }

  /** An archive does not verify: a finding. */
  static UnusableHistoryException untrusted(List<String> findings) {
    return new UnusableHistoryException(1, findings);
  }

  /** Inputs could not be read to their end. */
  static UnusableHistoryException unreadable(List<String> inputs) {
    return new UnusableHistoryException(2, inputs);
  }

  int exitCode() {
    return exitCode;
  }

  /** What is wrong, a line each. */
  List<String> lines() {
    return lines;
  }
}
