package io.sealstream.schemas.ingest;

/** How records lie in an input. */
enum Shape {
  /** One record a line: a bad line spoils nothing but itself. */
  LINES,
  /** JSON values that span lines, or hold records. */
  VALUES;

  static final int PEEK_BYTES = 64 * 1024;

  /** Length of the UTF-8 byte order mark, if there is one. */
  static int byteOrderMark(byte[] start) {
    boolean marked =
        start.length >= 3
            && start[0] == (byte) 0xef
            && start[1] == (byte) 0xbb
            && start[2] == (byte) 0xbf;
    return marked ? 3 : 0;
  }

  /**
   * An array and a {@code Records} object are values. So is an object that goes on after its first
   * line, unless the next line begins an object of its own: then the first line is merely broken.
   */
  static Shape of(byte[] start, int from) {
    int first = skipBlank(start, from);
    if (first == start.length) {
      return LINES;
    }
    if (start[first] == '[' || holdsRecords(start, first)) {
      return VALUES;
    }
    if (start[first] != '{') {
      return LINES;
    }
    int lineEnd = endOfLine(start, first);
    if (lineEnd == start.length || depthAt(start, first, lineEnd) == 0) {
      return LINES;
    }
    boolean nextLineIsObject = lineEnd + 1 < start.length && start[lineEnd + 1] == '{';
    return nextLineIsObject ? LINES : VALUES;
  }

  private static boolean holdsRecords(byte[] start, int first) {
    byte[] wanted = {'{', '"', 'R', 'e', 'c', 'o', 'r', 'd', 's', '"', ':', '['};
    int at = first;
    for (byte next : wanted) {
      at = skipBlank(start, at);
      if (at == start.length || start[at] != next) {
        return false;
      }
      at++;
    }
    return true;
  }

  private static int depthAt(byte[] start, int from, int to) {
    int depth = 0;
    boolean quoted = false;
    for (int at = from; at < to; at++) {
      byte next = start[at];
      if (quoted && next == '\\') {
        at++;
      } else if (next == '"') {
        quoted = !quoted;
      } else if (!quoted && (next == '{' || next == '[')) {
        depth++;
      } else if (!quoted && (next == '}' || next == ']')) {
        depth--;
      }
    }
    return depth;
  }

  private static int skipBlank(byte[] start, int from) {
    int at = from;
    while (at < start.length
        && (start[at] == ' ' || start[at] == '\n' || start[at] == '\r' || start[at] == '\t')) {
      at++;
    }
    return at;
  }

  private static int endOfLine(byte[] start, int from) {
    int at = from;
    while (at < start.length && start[at] != '\n') {
      at++;
    }
    return at;
  }
}
