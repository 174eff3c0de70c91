package io.sealstream.policy.sigma;

import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.event.FieldTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the names in Sigma documents are read: fields through a field map, {@code %placeholders%}
 * through lookups. Immutable but for the table, which gets the fields that are mentioned.
 *
 * @param fields a name in the documents to the name that is read instead; others are read as is
 * @param lookups a placeholder's name to the Sigma strings it stands for; null where that is not
 *     known: every placeholder then stands for its own text
 */
public record Naming(
    FieldTable table, Map<String, String> fields, @Nullable Map<String, List<String>> lookups) {
  private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\\\)%([^%\\s]+)%");

  /** A text with several placeholders stands for every combination: not for more than this. */
  private static final int MAX_EXPANDED = 10_000;

  public Naming {
    fields = Map.copyOf(fields);
    if (lookups != null) {
      var copies = new LinkedHashMap<String, List<String>>();
      lookups.forEach((name, values) -> copies.put(name, List.copyOf(values)));
      lookups = Map.copyOf(copies);
    }
  }

  /** Names as they are written; lookups of any name, of which it is not known what they hold. */
  static Naming unknown(FieldTable table) {
    return new Naming(table, Map.of(), null);
  }

  /** Names as they are written; no lookups. */
  public static Naming plain(FieldTable table) {
    return new Naming(table, Map.of(), Map.of());
  }

  FieldPath path(String name) {
    return table.path(fields.getOrDefault(name, name));
  }

  /**
   * The strings that a text with placeholders stands for; {@code \%} is a percent sign.
   *
   * @throws IllegalArgumentException saying which lookup is missing
   */
  List<String> expand(String text) {
    List<String> expanded = List.of("");
    Matcher placeholder = PLACEHOLDER.matcher(text);
    int end = 0;
    while (placeholder.find()) {
      List<String> values = lookup(placeholder.group(1));
      expanded = product(expanded, plain(text.substring(end, placeholder.start())), values);
      end = placeholder.end();
    }
    if (end == 0) {
      throw new IllegalArgumentException("expand expects a placeholder, as in %admins%");
    }
    return product(expanded, plain(text.substring(end)), List.of(""));
  }

  private List<String> lookup(String name) {
    if (lookups == null) {
      return List.of("%" + name + "%");
    }
    List<String> values = lookups.get(name);
    if (values != null) {
      return values;
    }
    throw new IllegalArgumentException(
        "no lookup is called "
            + name
            + (lookups.isEmpty()
                ? ": lookups stand in an envelope"
                : "; there are " + String.join(", ", lookups.keySet().stream().sorted().toList())));
  }

  private static List<String> product(List<String> heads, String middle, List<String> tails) {
    if ((long) heads.size() * tails.size() > MAX_EXPANDED) {
      throw new IllegalArgumentException("the lookups stand for more than 10000 strings");
    }
    var texts = new ArrayList<String>(heads.size() * tails.size());
    heads.forEach(head -> tails.forEach(tail -> texts.add(head + middle + tail)));
    return texts;
  }

  private static String plain(String text) {
    return text.replace("\\%", "%");
  }
}
