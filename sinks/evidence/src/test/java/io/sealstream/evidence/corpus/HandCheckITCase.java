package io.sealstream.evidence.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.evidence.store.Strict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of docs/hand-check.md, run as they stand there. */
class HandCheckITCase {
  private static final Path PAGE = Path.of("../../docs/hand-check.md");
  private static final Pattern BLOCK = Pattern.compile("```(sh|text)\n(.*?)```", Pattern.DOTALL);
  private static final String SAMPLE = "pass-two-algorithms";
  private static final String FAILED =
      "(?m)^WRONG: .*|.*: FAILED.*|.*[Vv]erification [Ff]ailure.*|Error reading.*";

  @TempDir private Path work;

  @BeforeEach
  void needsDebiansTools() {
    for (String tool : List.of("bash", "openssl", "sha256sum", "basenc", "od", "awk")) {
      Strict.needs(tool, Strict.has(tool));
    }
  }

  /** A block of commands, and what the page says that it prints. */
  private record Step(String commands, String printed) {}

  private static List<Step> steps() throws IOException {
    List<Step> steps = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(PAGE));
    while (block.find()) {
      if (block.group(1).equals("sh")) {
        steps.add(new Step(block.group(2), ""));
      } else {
        Step last = steps.remove(steps.size() - 1);
        steps.add(new Step(last.commands(), block.group(2)));
      }
    }
    return steps;
  }

  @Test
  void thePagePrintsWhatItSays() throws Exception {
    lay(SAMPLE);
    StringBuilder script = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (Step step : steps()) {
      script.append(step.commands()).append("echo ---\n");
      expected.append(step.printed()).append("---\n");
    }

    assertThat(run(script.toString())).isEqualTo(expected.toString());
    assertThat(expected).as("the page shows something").contains("Signature Verified Successfully");
  }

  @ParameterizedTest(name = "one byte of {0}")
  @CsvSource({
    "note/*5.txt, 20, Signature Verification Failure",
    "note/*5.txt, 100, Signature Verification Failure",
    "note/*5.txt, 200, Error reading signature file",
    "note/*5.txt, 240, Verification failure",
    "tile/0/000.p/5, 3, WRONG: the tiles give the root that is signed",
    "seal/*1.json, 400, 'WRONG: 5 seals follow each other, from the first one on'",
    "seal/*4.json, 400, WRONG: the seal of epoch 4 is in the log",
    "heads/*4-*.json, 300, WRONG: the heads file is the one in the seal",
    "events/tenant=acme/*/*/*/*-2-0-run1-4.avro, 900, audit.events-2-0-run1-4.avro: FAILED",
    "schemas/*.avsc, 500, 'WRONG: schema '",
    "retention/*.json, 15, WRONG: the retention table is the one in the seal",
    "receipt/*3.json, 15, WRONG: the receipt of epoch 3",
  })
  void aFlippedByteShows(String file, int at, String said) throws Exception {
    flip(lay(SAMPLE), file, at);

    String printed = run(everything());

    assertThat(printed).contains(said).containsPattern(FAILED);
  }

  @ParameterizedTest(name = "without {0}")
  @CsvSource({"seal/*2.json", "heads/*4-*.json", "tile/0/000.p/5"})
  void aMissingFileShows(String file) throws Exception {
    Files.delete(find(lay(SAMPLE), file));

    assertThat(run(everything())).containsPattern(FAILED);
  }

  @Test
  void aLogWithAFullTileIsCheckedThroughTheTilesAboveIt() throws Exception {
    Path archive = lay("pass-full-tile");
    String script =
        everything().replace(SAMPLE, "pass-full-tile").replaceAll("(?m)^ECDSA_KEY=.*", "ECDSA_KEY=")
            + "echo \"epoch 10: $(logged 10), epoch 290: $(logged 290)\"\n";

    assertThat(run(script))
        .doesNotContainPattern(FAILED)
        .contains("300 seals follow each other", "epoch 10: yes, epoch 290: yes");

    flip(archive, "tile/0/000", 32 * 200);
    assertThat(run(script)).contains("epoch 10: no, epoch 290: yes");
  }

  private static String everything() throws IOException {
    return String.join("", steps().stream().map(Step::commands).toList());
  }

  /** Lays a case where the page expects it. */
  private Path lay(String id) throws IOException {
    Path folder = Files.createDirectories(work.resolve("cases").resolve(id));
    CorpusCase one =
        Corpus.cases().stream().filter(any -> any.id().equals(id)).findFirst().orElseThrow();
    one.recipe().make().writeTo(folder, new ObjectMapper().createObjectNode(), id);
    return folder.resolve("archive");
  }

  private static void flip(Path archive, String file, int at) throws IOException {
    Path found = find(archive, file);
    byte[] bytes = Files.readAllBytes(found);
    bytes[at] ^= 4;
    Files.write(found, bytes);
  }

  private static Path find(Path archive, String glob) throws IOException {
    var matcher = archive.getFileSystem().getPathMatcher("glob:" + archive + "/" + glob);
    try (Stream<Path> files = Files.walk(archive)) {
      return files.filter(matcher::matches).findFirst().orElseThrow();
    }
  }

  /** Runs it in one shell, in an empty environment but for the path. */
  private String run(String script) throws Exception {
    Path out = work.resolve("out");
    ProcessBuilder shell =
        new ProcessBuilder("bash", Files.writeString(work.resolve("script"), script).toString());
    String path = System.getenv("PATH");
    shell.environment().clear();
    shell.environment().put("PATH", path);
    shell.environment().put("TMPDIR", work.toString());
    shell.directory(work.toFile()).redirectErrorStream(true).redirectOutput(out.toFile());
    var unused = shell.start().waitFor();
    return Files.readString(out);
  }
}
