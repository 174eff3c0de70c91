package io.sealstream.evidence.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case gets its verdict from our own verifier. */
class CorpusTest {

  static List<CorpusCase> cases() {
    return Corpus.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyCaseGetsItsVerdict(CorpusCase one) throws IOException {
    Set<VerdictCode> verdict = one.recipe().make().verdict();

    assertThat(verdict).as(one.what()).containsAll(one.codes());
    assertThat(one.holds(verdict)).as("%s: %s", one.what(), verdict).isTrue();
    if (one.signed()) {
      // Who holds the key leaves no broken signature: the sums must tell.
      assertThat(verdict).doesNotContain(VerdictCode.CHECKPOINT_ROOT);
    }
  }

  @Test
  void noAttackOfTheTableIsMissing() {
    Set<Integer> attacks = cases().stream().map(CorpusCase::attack).collect(Collectors.toSet());
    Set<Integer> offline =
        IntStream.rangeClosed(1, 40)
            .boxed()
            .filter(number -> !Corpus.ONLINE.contains(number))
            .collect(Collectors.toSet());

    assertThat(attacks).containsAll(offline);
    assertThat(cases()).extracting(CorpusCase::id).doesNotHaveDuplicates();
  }

  @Test
  void theCorpusIsTheSameBytesEveryTime(@TempDir Path once, @TempDir Path again)
      throws IOException {
    CorpusWriter.write(once, cases());
    // A tenth is enough: they are all made of the same parts.
    List<CorpusCase> some = cases().stream().filter(one -> one.what().length() % 10 == 0).toList();
    CorpusWriter.write(again, some);

    Map<String, String> repeated = files(again.resolve("cases"));
    assertThat(repeated).isNotEmpty();
    assertThat(files(once.resolve("cases"))).containsAllEntriesOf(repeated);
    // No key that another machine would not have.
    assertThat(SampleArchive.SIGNER.key().label()).isEqualTo("test.example/log+619481a5");
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new HashMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            folder.relativize(file).toString(),
            TreeHash.of(Bytes.wrap(Files.readAllBytes(file))).toHex());
      }
    }
    return files;
  }
}
