package io.sealstream.schemas.ingest;

import java.util.List;

/**
 * What became of an import: every record read is either accepted or rejected.
 *
 * @param accepted events handed to the receiver without a complaint
 * @param rejected records that no event could be made of, or that the receiver refused
 * @param unreadable inputs that could not be read to their end
 */
public record IngestReport(long accepted, long rejected, List<Unreadable> unreadable) {

  /** An input that could not be opened, or not read to its end. */
  public record Unreadable(String source, String why) {}

  /** A record that was not taken. */
  public record Rejection(String source, int line, String why) {

    /** {@code file:line: why}. */
    @Override
    public String toString() {
      return source + ":" + line + ": " + why;
    }
  }

  public IngestReport {
    unreadable = List.copyOf(unreadable);
  }
}
