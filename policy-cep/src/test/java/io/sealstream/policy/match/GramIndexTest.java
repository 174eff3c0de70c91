package io.sealstream.policy.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GramIndexTest {

  @Property
  void noTextThatOccursIsMissed(@ForAll("parts") List<String> parts, @ForAll("texts") String text) {
    var index = new GramIndex();
    for (int i = 0; i < parts.size(); i++) {
      index.add(parts.get(i), i);
    }
    var told = new BitSet();
    index.candidates(text, told::set);

    for (int i = 0; i < parts.size(); i++) {
      assertThat(told.get(i) || !text.contains(parts.get(i))).isTrue();
    }
  }

  @Test
  void textsThatShareTheirBeginningWaitApart() {
    var index = new GramIndex();
    for (int i = 0; i < 100; i++) {
      index.add("finance/" + (100 + i) + "/", i);
    }
    var told = new ArrayList<Integer>();
    index.candidates("finance/155/x", told::add);

    assertThat(told).contains(55).hasSizeLessThan(10);
  }

  @Test
  void aTextOfOthersTellsNothing() {
    var index = new GramIndex();
    index.add("abc", 1);
    var told = new BitSet();
    index.candidates("ab", told::set);
    index.candidates("cba cab", told::set);

    assertThat(told.isEmpty()).isTrue();
  }

  @Provide
  Arbitrary<List<String>> parts() {
    return Arbitraries.strings()
        .withChars('a', 'b', 'ß', '\ud83d', '\ude00')
        .ofMinLength(GramIndex.LENGTH)
        .ofMaxLength(5)
        .list()
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars('a', 'b', 'ß', '\ud83d', '\ude00').ofMaxLength(12);
  }
}
