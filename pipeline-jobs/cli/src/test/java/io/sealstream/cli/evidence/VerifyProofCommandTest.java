package io.sealstream.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.cli.ConsoleRun;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.verify.EventProofJson;
import io.sealstream.evidence.verify.EventProver;
import io.sealstream.evidence.verify.SampleArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A proof that holds, and what is said of files that are none. */
class VerifyProofCommandTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void files() throws IOException {
    EvidenceStore archive = SampleArchive.honest().store;
    String proof = EventProofJson.write(new EventProver(archive).prove("evt-0-12").orElseThrow());
    Files.writeString(folder.resolve("proof.json"), proof);
    Files.writeString(folder.resolve("cut.json"), proof.substring(0, proof.length() / 2));
    Files.writeString(folder.resolve("text.txt"), "hello");
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    Files.writeString(folder.resolve("trust.json"), SampleArchive.TRUST.toJson());
    trust("other-log.json", "other.example/log");
    trust("other-key.json", "test.example/log");
    Files.createDirectory(folder.resolve("folder"));
  }

  private void trust(String file, String origin) throws IOException {
    String text = TrustFile.of(NoteSigner.generate(origin).key()).toJson();
    Files.writeString(folder.resolve(file), text);
  }

  @Test
  void aProofHoldsWithoutItsArchive() {
    ConsoleRun run = run("proof.json", "trust.json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("PROVEN event evt-0-12 of tenant acme, event time ")
        .contains("in test.example/log of 5 seals");
  }

  @ParameterizedTest
  @CsvSource({
    "proof.json, other-log.json, ORIGIN, trusts other.example/log: is the proof of another archive",
    "proof.json, other-key.json, UNTRUSTED_KEY, is the proof of another archive",
    "cut.json, trust.json, MALFORMED, 'cut off, at line '",
    "text.txt, trust.json, MALFORMED, 'not JSON, or cut off, at line 1, column '",
    "trust.json, trust.json, MALFORMED, format must be sealstream-proof/1; name a proof",
    "binary, trust.json, MALFORMED, not UTF-8 text; name a proof"
  })
  void whatDoesNotHoldIsAFindingThatNamesTheFile(
      String proof, String trust, String code, String why) {
    ConsoleRun run = run(proof, trust);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("%s %s: ".formatted(code, folder.resolve(proof)))
        .contains(why);
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "none.json, trust.json, none.json, no such file",
    "folder, trust.json, folder, is a folder; name a proof",
    "proof.json, none.json, none.json, no such file",
    "proof.json, folder, folder, is a folder; name a trust file",
    "proof.json, text.txt, text.txt, not JSON; name a trust file",
    "proof.json, proof.json, proof.json, name a trust file"
  })
  void whatCannotBeReadIsExitTwo(String proof, String trust, String named, String why) {
    ConsoleRun run = run(proof, trust);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("sealstream verify-proof: ")
        .contains(folder.resolve(named).toString())
        .contains(why);
  }

  private ConsoleRun run(String proof, String trust) {
    return ConsoleRun.of(
        "verify-proof",
        folder.resolve(proof).toString(),
        "--trust",
        folder.resolve(trust).toString());
  }
}
