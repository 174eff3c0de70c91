package io.sealstream.schemas.ingest;

/** One piece of an input, at the line on which it begins. */
public sealed interface RawRecord {

  int line();

  /** A record's JSON text, exactly as received. */
  record Text(int line, String json) implements RawRecord {}

  /**
   * A place where no record could be read.
   *
   * @param why never payload
   */
  record Unreadable(int line, String why) implements RawRecord {}
}
