package io.sealstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names an event may give its tenant. */
class TenantIdTest {
  private static final String PATTERN = "[a-z0-9][a-z0-9_]{0,63}";

  @Test
  void everyCharacterIsJudgedAsThePatternDoes() {
    assertThat(IntStream.rangeClosed(0, Character.MAX_VALUE).mapToObj(c -> "" + (char) c))
        .allSatisfy(
            character -> {
              assertThat(TenantId.isValid(character)).isEqualTo(character.matches(PATTERN));
              assertThat(TenantId.isValid("a" + character + "b"))
                  .isEqualTo(("a" + character + "b").matches(PATTERN));
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65})
  void isNoLongerThanItsLimit(int length) {
    assertThat(TenantId.isValid("a".repeat(length))).isEqualTo("a".repeat(length).matches(PATTERN));
  }
}
