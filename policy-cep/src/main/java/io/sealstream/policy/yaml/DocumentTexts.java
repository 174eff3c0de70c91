package io.sealstream.policy.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** The documents of a file as they are written, without the markers between them. Immutable. */
public final class DocumentTexts {
  private static final Pattern LINE = Pattern.compile("([^\\r\\n]*)(\\r\\n|\\r|\\n|\\z)");

  /** At the beginning of a line these stand for nothing else, not even inside a text. */
  private static final Pattern MARKER = Pattern.compile("(?:---|\\.\\.\\.)(?:[ \\t]+(.*))?");

  private static final Pattern DIRECTIVE = Pattern.compile("(?:^|[\\r\\n])%");

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final NavigableMap<Integer, String> byFirstLine;

  private DocumentTexts(NavigableMap<Integer, String> byFirstLine) {
    this.byFirstLine = byFirstLine;
  }

  /** Splits a file's text. */
  public static DocumentTexts of(String text) {
    var documents = new TreeMap<Integer, String>();
    var document = new StringBuilder();
    int first = 0;
    int number = 0;
    for (String line : lines(text)) {
      Matcher marker = MARKER.matcher(line.strip());
      boolean begins = !line.isEmpty() && !Character.isWhitespace(line.charAt(0));
      if (begins && marker.matches()) {
        documents.put(first, document.toString());
        document.setLength(0);
        first = number;
        line = marker.group(1) == null ? "" : marker.group(1) + "\n";
      }
      document.append(line);
      number++;
    }
    documents.put(first, document.toString());
    return new DocumentTexts(documents);
  }

  /** Each with its end. */
  private static List<String> lines(String text) {
    var lines = new ArrayList<String>();
    Matcher line = LINE.matcher(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    while (line.find() && !line.group().isEmpty()) {
      lines.add(line.group());
    }
    return lines;
  }

  /**
   * The text of a document of the file, which ends with its line. Reports one that means something
   * else without the file's directives.
   */
  public String of(MappingNode document, Problems problems) {
    int line = document.getStartMark().map(Mark::getLine).orElse(0);
    if (byFirstLine.values().stream().anyMatch(text -> DIRECTIVE.matcher(text).find())) {
      problems.error(
          document, "what other files use is read without YAML directives: leave % lines out");
    }
    return inLines(
        Objects.requireNonNull(byFirstLine.floorEntry(line), "a line of the file").getValue());
  }

  /** A file's text with documents behind it. */
  public static String append(String text, List<String> documents) {
    if (documents.isEmpty()) {
      return text;
    }
    var whole = new StringBuilder(inLines(text));
    documents.forEach(document -> whole.append("---\n").append(inLines(document)));
    return whole.toString();
  }

  /** A text whose last line has its end: a text value that ends the file includes it. */
  public static String inLines(String text) {
    return text.endsWith("\n") || text.endsWith("\r") ? text : text + "\n";
  }
}
