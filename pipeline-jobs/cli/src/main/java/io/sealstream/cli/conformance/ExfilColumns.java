package io.sealstream.cli.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of transfers, by their header: in any order, and others beside them. */
record ExfilColumns(List<String> names) {
  static final String TIME = "ts";
  static final String USER = "user";
  static final String DEPARTMENT = "dept";
  static final String DESTINATION = "destination";
  static final String BYTES = "bytes";

  /** All but the department. */
  private static final List<String> NEEDED = List.of(TIME, USER, DESTINATION, BYTES);

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  static ExfilColumns of(String header, String file) {
    String line = header.startsWith(BYTE_ORDER_MARK) ? header.substring(1) : header;
    var columns = new ExfilColumns(cells(line).stream().map(String::strip).toList());
    for (String name : NEEDED) {
      if (columns.names.stream().filter(name::equals).count() != 1) {
        throw new UnreadableException(
            "%s:1: the header must name %s once; it is '%s'".formatted(file, name, line));
      }
    }
    return columns;
  }

  /** The cells of a line by the names of their columns. */
  Map<String, String> row(String line, String where) {
    List<String> cells = cells(line);
    if (cells.size() != names.size()) {
      throw new UnreadableException(
          "%s has %d cells, its header %d".formatted(where, cells.size(), names.size()));
    }
    var row = new HashMap<String, String>();
    for (int i = 0; i < cells.size(); i++) {
      row.put(names.get(i), cells.get(i));
    }
    return row;
  }

  private static List<String> cells(String line) {
    return List.of(line.split(",", -1));
  }
}
