package io.sealstream.policy.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sigma's condition grammar by recursive descent: {@code not} binds tighter than {@code and}, that
 * tighter than {@code or}; {@code 1 of}, {@code any of} and {@code all of} take a name, a name
 * pattern or {@code them}. Operators are lower case, as in the reference parser.
 */
final class ConditionParser {
  /** A name, a pattern of names or a word of the grammar, in any script. */
  static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}_*.\\-]+");

  private static final Pattern TOKEN = Pattern.compile("\\s*([()]|" + NAME + "|\\S)");
  private static final Set<String> RESERVED = Set.of("and", "or", "not", "of", "them");
  private static final Set<String> OPERATORS = Set.of("and", "or", "not");
  private static final int MAX_DEPTH = 200;

  /** The condition cannot be read: what was expected, and where in its text. */
  static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int offset;

    SyntaxException(int offset, String message) {
      super(message);
      this.offset = offset;
    }

    int offset() {
      return offset;
    }
  }

  private record Token(String text, int offset) {}

  private final List<String> names;
  private final List<Token> tokens = new ArrayList<>();
  private final Set<Integer> used = new TreeSet<>();
  private int next;
  private int depth;

  /**
   * Prepares to parse one condition.
   *
   * @param names the selections, in the order of their indexes
   */
  ConditionParser(String text, List<String> names) {
    this.names = names;
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find(end)) {
      tokens.add(new Token(matcher.group(1), matcher.start(1)));
      end = matcher.end();
    }
    tokens.add(new Token("", text.length()));
  }

  Expression parse() throws SyntaxException {
    Expression expression = or();
    Token token = tokens.get(next);
    if (!token.text().isEmpty()) {
      throw unexpected(token, "'and', 'or' or the end of the condition");
    }
    return expression;
  }

  /** The selections that the condition mentions. */
  Set<Integer> used() {
    return used;
  }

  private Expression or() throws SyntaxException {
    var parts = new ArrayList<Expression>();
    parts.add(and());
    while (accept("or")) {
      parts.add(and());
    }
    return parts.size() == 1 ? parts.get(0) : new Expression.Or(parts);
  }

  private Expression and() throws SyntaxException {
    var parts = new ArrayList<Expression>();
    parts.add(not());
    while (accept("and")) {
      parts.add(not());
    }
    return parts.size() == 1 ? parts.get(0) : new Expression.And(parts);
  }

  private Expression not() throws SyntaxException {
    if (++depth > MAX_DEPTH) {
      throw new SyntaxException(tokens.get(next).offset(), "condition is nested too deeply");
    }
    Expression expression = accept("not") ? new Expression.Not(not()) : primary();
    depth--;
    return expression;
  }

  private Expression primary() throws SyntaxException {
    Token token = tokens.get(next);
    if (accept("(")) {
      Expression inner = or();
      if (!accept(")")) {
        throw unexpected(tokens.get(next), "')'");
      }
      return inner;
    }
    boolean quantified = tokens.size() > next + 1 && tokens.get(next + 1).text().equals("of");
    if (quantified) {
      return quantifier(token);
    }
    if (!NAME.matcher(token.text()).matches() || RESERVED.contains(token.text())) {
      throw unexpected(token, "a selection, 'not', '(', '1 of' or 'all of'");
    }
    next++;
    int index = names.indexOf(token.text());
    if (index < 0) {
      throw new SyntaxException(
          token.offset(), "no selection is called " + token.text() + caseHint(token) + thereAre());
    }
    return selected(index);
  }

  private Expression quantifier(Token quantity) throws SyntaxException {
    boolean all = quantity.text().equals("all");
    if (!all && !quantity.text().equals("1") && !quantity.text().equals("any")) {
      throw unexpected(quantity, "'1', 'any' or 'all' before 'of'");
    }
    next += 2;
    Token pattern = tokens.get(next);
    boolean them = pattern.text().equals("them");
    if (!them && (!NAME.matcher(pattern.text()).matches() || RESERVED.contains(pattern.text()))) {
      throw unexpected(pattern, "a selection, a pattern or 'them' after 'of'");
    }
    next++;
    var parts = new ArrayList<Expression>();
    for (int i = 0; i < names.size(); i++) {
      if (isMeant(names.get(i), them ? "*" : pattern.text())) {
        parts.add(selected(i));
      }
    }
    if (parts.isEmpty()) {
      throw new SyntaxException(
          pattern.offset(), "no selection matches " + pattern.text() + thereAre());
    }
    return all ? new Expression.And(parts) : new Expression.Or(parts);
  }

  /** Names with a leading underscore are only meant by a pattern that has one too. */
  private static boolean isMeant(String name, String pattern) {
    boolean hidden = name.startsWith("_") && !pattern.startsWith("_");
    return !hidden && new Glob(SigmaString.parse(pattern)).matches(name);
  }

  private Expression selected(int index) {
    used.add(index);
    return new Expression.Selected(index);
  }

  private boolean accept(String text) {
    boolean accepted = tokens.get(next).text().equals(text);
    if (accepted) {
      next++;
    }
    return accepted;
  }

  private static SyntaxException unexpected(Token token, String expected) {
    String found = token.text().isEmpty() ? "the condition ends" : "found '" + token.text() + "'";
    String hint = token.text().equals("|") ? " (aggregations by '|' are not Sigma 2)" : "";
    return new SyntaxException(
        token.offset(), found + hint + caseHint(token) + ", expected " + expected);
  }

  private String thereAre() {
    return names.isEmpty() ? " (there is none)" : " (there are " + String.join(", ", names) + ")";
  }

  private static String caseHint(Token token) {
    String lower = token.text().toLowerCase(Locale.ROOT);
    return OPERATORS.contains(lower) && !lower.equals(token.text())
        ? " (operators are lower case)"
        : "";
  }
}
