package io.sealstream.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.cli.ConsoleRun;
import io.sealstream.evidence.keys.KeyRingFile;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.note.TrustedKey;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.SampleKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
  private static final String NAME = SampleArchive.ORIGIN;
  private static final NoteSigner NEXT = SampleKeys.of(NAME, "next");

  @TempDir private Path folder = Path.of("");

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static ConsoleRun keys(String... arguments) {
    return ConsoleRun.of(
        Stream.concat(Stream.of("keys"), Stream.of(arguments)).toArray(String[]::new));
  }

  private void makeRing() {
    for (String id : List.of("2026", "2027")) {
      assertThat(keys("generate", "--name", NAME, path(id + ".pem")).exitCode()).isZero();
    }
    ConsoleRun made =
        keys(
            "rotate", path("keys.json"), "--name", NAME, "--add", "2026=2026.pem", "--use", "2026");
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.out()).contains("in use   2026", "signs    " + NAME + "+", "(ed25519)");
  }

  @Test
  void aKeyIsAddedAndTakesOverAndTheOldOneStaysRetired() throws IOException {
    makeRing();
    ConsoleRun run = keys("rotate", path("keys.json"), "--add", "2027=2027.pem", "--use", "2027");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("in use   2027", "retired  2026");
    assertThat(KeyRingFile.read(folder.resolve("keys.json")).inUse())
        .extracting(entry -> entry.id())
        .containsExactly("2027");
    assertThat(keys("show", path("keys.json")).out())
        .contains("2026  retired, pem", "2027  in use, pem", "algorithm   ed25519")
        .doesNotContain("PRIVATE");
  }

  @Test
  void aRingIsLeftAloneWhenANewKeyCannotSign() throws IOException {
    makeRing();
    String before = Files.readString(folder.resolve("keys.json"));

    ConsoleRun absent = keys("rotate", path("keys.json"), "--add", "x=no.pem", "--use", "x");
    assertThat(absent.exitCode()).isEqualTo(2);
    assertThat(absent.err()).contains("no.pem");
    ConsoleRun unknown = keys("rotate", path("keys.json"), "--use", "2028");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("the ring has no key 2028; it has [2026]");
    assertThat(folder.resolve("keys.json")).hasContent(before);

    assertThat(keys("rotate", path("none.json"), "--use", "x").err())
        .contains("none.json does not exist; name a key ring, or make one with --name and --add");
    assertThat(keys("show", path("2026.pem")).err()).contains("with --name");
  }

  /** The sample archive, rotated: the next key signs from epoch 3 on. */
  private void rotatedArchive() throws IOException {
    SampleArchive.dishonest(
            new SampleArchive.Edits() {
              @Override
              public List<NoteSigner> signers(long epoch) {
                return List.of(epoch < 3 ? SampleArchive.SIGNER : NEXT);
              }
            })
        .copyTo(folder.resolve("archive"));
  }

  @Test
  void aTrustFileFollowsTheRotationsOfAnArchive() throws IOException {
    rotatedArchive();
    Path trust = Files.writeString(folder.resolve("trust.json"), SampleArchive.TRUST.toJson());
    ConsoleRun before = ConsoleRun.of("verify", path("archive"), "--trust", path("trust.json"));
    assertThat(before.exitCode()).isEqualTo(1);
    assertThat(before.out()).contains("UNTRUSTED_KEY");

    ConsoleRun run = keys("trust", "--archive", path("archive"), "-o", path("trust.json"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(TrustFile.read(trust).keys())
        .containsExactly(
            new TrustedKey(SampleArchive.SIGNER.key(), 1, 4),
            new TrustedKey(NEXT.key(), 4, Long.MAX_VALUE));
    ConsoleRun after = ConsoleRun.of("verify", path("archive"), "--trust", path("trust.json"));
    assertThat(after.exitCode()).as(after.out()).isZero();
    assertThat(after.out()).contains("keys change with the note over 4 seals");

    String followed = Files.readString(trust);
    assertThat(keys("trust", "--archive", path("archive"), "-o", path("trust.json")).exitCode())
        .isZero();
    assertThat(trust).hasContent(followed);
  }

  @Test
  void aRotationThatTheTrustFilesKeysDoNotVouchForIsNotFollowed() throws IOException {
    rotatedArchive();
    TrustFile other = TrustFile.of(NoteSigner.generate(NAME).key());
    Path trust = Files.writeString(folder.resolve("trust.json"), other.toJson());

    ConsoleRun run = keys("trust", "--archive", path("archive"), "-o", path("trust.json"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("UNTRUSTED_KEY " + path("archive"));
    assertThat(trust).hasContent(other.toJson());
  }

  @Test
  void withoutAKeyOrAnArchiveNothingIsWritten() {
    ConsoleRun run = keys("trust", "-o", path("trust.json"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("name a private key file");
    assertThat(folder.resolve("trust.json")).doesNotExist();
  }
}
