package io.sealstream.cli.policy;

import java.util.List;

/** An archive does not verify, so that nothing is decided about it. */
final class UntrustedHistoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> lines;

  UntrustedHistoryException(List<String> lines) {
    super(String.join("; ", lines));
    this.lines = List.copyOf(lines);
  }

  /** The findings, a line each. */
  List<String> lines() {
    return lines;
  }
}
