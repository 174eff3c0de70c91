package io.sealstream.evidence.note;

import java.io.IOException;

/** A key that is asked for cannot be had. The message names it, and says what was tried. */
public final class KeyMissingException extends IOException {
  private static final long serialVersionUID = 1L;

  public KeyMissingException(String message) {
    super(message);
  }
}
