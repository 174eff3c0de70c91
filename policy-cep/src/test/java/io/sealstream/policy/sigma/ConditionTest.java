package io.sealstream.policy.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.policy.sigma.ConditionParser.SyntaxException;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of conditions. Selections are a, b, c_1, c_2 and _hidden. */
class ConditionTest {
  private static final List<String> NAMES = List.of("a", "b", "c_1", "c_2", "_hidden");
  private static final int MAX_TERMS = 4;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          a                    ; a
          ( ( a ) )            ; a
          a and b or c_1       ; ((a and b) or c_1)
          a or b and c_1       ; (a or (b and c_1))
          (a or b) and c_1     ; ((a or b) and c_1)
          not a and b          ; (not a and b)
          not (a and b)        ; not (a and b)
          not not a            ; not not a
          a and not b          ; (a and not b)
          a and b and c_1      ; (a and b and c_1)
          1 of c_*             ; (c_1 or c_2)
          any of c_*           ; (c_1 or c_2)
          all of c_*           ; (c_1 and c_2)
          not 1 of c_*         ; not (c_1 or c_2)
          1 of them            ; (a or b or c_1 or c_2)
          all of them          ; (a and b and c_1 and c_2)
          1 of *               ; (a or b or c_1 or c_2)
          1 of _*              ; (_hidden)
          all of a             ; (a)
          1 of *_1             ; (c_1)
          a and 1 of c_* or b  ; ((a and (c_1 or c_2)) or b)
          _hidden or a         ; (_hidden or a)
          """)
  void isReadAs(String condition, String meaning) throws SyntaxException {
    assertThat(print(parse(condition))).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          a and            ; 5  ; the condition ends, expected a selection, 'not', '(', '1 of' or 'all of'
          a b              ; 2  ; found 'b', expected 'and', 'or' or the end of the condition
          (a or b          ; 7  ; the condition ends, expected ')'
          a)               ; 1  ; found ')', expected 'and', 'or' or the end of the condition
          a and nosuch     ; 6  ; no selection is called nosuch {names}
          1 of nosuch*     ; 5  ; no selection matches nosuch* {names}
          2 of them        ; 0  ; found '2', expected '1', 'any' or 'all' before 'of'
          1 of             ; 4  ; the condition ends, expected a selection, a pattern or 'them' after 'of'
          1 of (a)         ; 5  ; found '(', expected a selection, a pattern or 'them' after 'of'
          a AND b          ; 2  ; found 'AND' (operators are lower case), expected 'and', 'or' or the end of the condition
          NOT a            ; 0  ; no selection is called NOT (operators are lower case) {names}
          a Or b           ; 2  ; found 'Or' (operators are lower case), expected 'and', 'or' or the end of the condition
          a | count() > 5  ; 2  ; found '|' (aggregations by '|' are not Sigma 2), expected 'and', 'or' or the end of the condition
          and a            ; 0  ; found 'and', expected a selection, 'not', '(', '1 of' or 'all of'
          them             ; 0  ; found 'them', expected a selection, 'not', '(', '1 of' or 'all of'
          """)
  void saysWhatItExpectedAndWhere(String condition, int offset, String message) {
    assertThatThrownBy(() -> parse(condition))
        .isInstanceOfSatisfying(
            SyntaxException.class, e -> assertThat(e.offset()).isEqualTo(offset))
        .hasMessage(message.replace("{names}", "(there are " + String.join(", ", NAMES) + ")"));
  }

  @Test
  void namesAreWordsOfAnyScript() throws SyntaxException {
    var parser = new ConditionParser("größe and not 1 of フィルタ*", List.of("größe", "フィルタ_1"));
    assertThat(parser.parse()).isNotNull();
    assertThat(parser.used()).containsExactly(0, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "not "})
  void depthHasALimit(String opening) {
    assertThatThrownBy(() -> parse(opening.repeat(100_000) + "a"))
        .isInstanceOf(SyntaxException.class)
        .hasMessage("condition is nested too deeply");
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whatIsPrintedIsReadBackTheSame(@ForAll("expressions") Expression expression)
      throws SyntaxException {
    assertThat(parse(print(expression))).isEqualTo(expression);
  }

  @Property
  void noTextMakesTheParserThrowAnythingElse(@ForAll String condition) {
    try {
      assertThat(parse(condition)).isNotNull();
    } catch (SyntaxException refused) {
      assertThat(refused.offset()).isBetween(0, condition.length());
    }
  }

  /** Terms of one operator directly under it are told apart by parentheses, as the parser does. */
  @Provide
  Arbitrary<Expression> expressions() {
    Arbitrary<Expression> leaf =
        Arbitraries.integers().between(0, NAMES.size() - 1).map(Expression.Selected::new);
    return Arbitraries.recursive(() -> leaf, ConditionTest::combined, 0, 4);
  }

  private static Arbitrary<Expression> combined(Arbitrary<Expression> part) {
    Arbitrary<List<Expression>> parts = part.list().ofMinSize(2).ofMaxSize(MAX_TERMS);
    return Arbitraries.oneOf(
        parts.map(Expression.And::new),
        parts.map(Expression.Or::new),
        part.map(Expression.Not::new));
  }

  private static Expression parse(String condition) throws SyntaxException {
    return new ConditionParser(condition, NAMES).parse();
  }

  private static String print(Expression expression) {
    if (expression instanceof Expression.And and) {
      return print(and.parts(), " and ");
    }
    if (expression instanceof Expression.Or or) {
      return print(or.parts(), " or ");
    }
    if (expression instanceof Expression.Not not) {
      return "not " + print(not.part());
    }
    return NAMES.get(((Expression.Selected) expression).index());
  }

  private static String print(List<Expression> parts, String operator) {
    return parts.stream().map(ConditionTest::print).collect(Collectors.joining(operator, "(", ")"));
  }
}
