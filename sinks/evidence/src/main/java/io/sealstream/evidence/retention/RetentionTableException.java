package io.sealstream.evidence.retention;

/** A retention table's file is wrong; the message says in which line, what, and what to do. */
public final class RetentionTableException extends Exception {
  private static final long serialVersionUID = 1L;

  RetentionTableException(String file, int line, String what) {
    super("%s:%d: %s".formatted(file, line, what));
  }
}
