package io.sealstream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class SortedNamesTest {

  @Property(tries = 200)
  void namesComeOnceAndSortedHoweverFewAreHeld(
      @ForAll @Size(max = 200) List<@StringLength(max = 5) String> added,
      @ForAll @IntRange(min = 0, max = 1_000) int held)
      throws IOException {
    try (var names = new SortedNames(held)) {
      for (String name : added) {
        names.add(name);
      }
      assertThat(all(names)).containsExactlyElementsOf(new TreeSet<>(added));
      assertThat(all(names)).as("read again").containsExactlyElementsOf(new TreeSet<>(added));
    }
  }

  @Property(tries = 200)
  void aNameIsReachedIfItIsThere(
      @ForAll @Size(max = 100) Set<@StringLength(max = 2) String> added,
      @ForAll @Size(max = 100) Set<@StringLength(max = 2) String> sought)
      throws IOException {
    try (var names = new SortedNames(100)) {
      for (String name : added) {
        names.add(name);
      }
      try (var cursor = names.read()) {
        for (String name : new TreeSet<>(sought)) {
          assertThat(cursor.reach(name)).as(name).isEqualTo(added.contains(name));
          assertThat(cursor.reach(name)).as("again").isEqualTo(added.contains(name));
        }
      }
    }
  }

  @Example
  void runsAreMergedWhenThereAreMany() throws IOException {
    Set<String> expected = new TreeSet<>();
    try (var names = new SortedNames(0)) {
      for (int i = 0; i < 2_500; i++) {
        String name = "name\n" + i * 7919 % 2_003;
        expected.add(name);
        names.add(name);
      }
      assertThat(all(names)).containsExactlyElementsOf(expected);
    }
  }

  private static List<String> all(SortedNames names) throws IOException {
    List<String> all = new ArrayList<>();
    try (var cursor = names.read()) {
      for (String name = cursor.next(); name != null; name = cursor.next()) {
        all.add(name);
      }
    }
    return all;
  }
}
