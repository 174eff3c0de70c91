package io.sealstream.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.cli.ConsoleRun;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.log.SealLog;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.Checkpoint;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceCommandsTest {
  private static final String NAME = "test.example/log";
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder = Path.of("");

  @Test
  void aGeneratedKeySignsWhatItsTrustFileVerifies() throws IOException {
    assertThat(keys("generate", "--name", NAME, path("key.pem"))).isZero();
    assertThat(out.toString()).contains("key id").doesNotContain("PRIVATE");
    assertThat(keys("trust", path("key.pem"), "--name", NAME, "-o", path("trust.json"))).isZero();
    idleArchive();

    assertThat(verify(path("archive"), "--trust", path("trust.json"))).isZero();
    assertThat(out.toString())
        .contains("covers 1 epochs of test.example/log")
        .contains("VERIFIED L4");
  }

  @Test
  void aProblemExitsWithOneAndNamesItsCode() throws IOException {
    aGeneratedKeySignsWhatItsTrustFileVerifies();
    Files.delete(folder.resolve("archive").resolve(ArchiveLayout.seal(0)));

    assertThat(verify(path("archive"), "--trust", path("trust.json"))).isEqualTo(1);
    assertThat(out.toString()).contains("EPOCH_GAP seal/00000000000000000000.json: ");
  }

  @Test
  void jsonIsOneObjectAndNothingElse() throws IOException {
    aGeneratedKeySignsWhatItsTrustFileVerifies();
    out.getBuffer().setLength(0);

    assertThat(verify(path("archive"), "--trust", path("trust.json"), "--json")).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(out.toString()).hasLineCount(1);
    assertThat(report.path("format").asText()).isEqualTo("sealstream-verification/1");
    assertThat(report.path("verdict").asText()).isEqualTo("VERIFIED");
    assertThat(report.path("origin").asText()).isEqualTo(NAME);
    assertThat(report.path("size").asLong()).isEqualTo(1);
  }

  @Test
  void whatFailsOnTheWayIsStillOneObject() throws IOException {
    aGeneratedKeySignsWhatItsTrustFileVerifies();
    out.getBuffer().setLength(0);

    assertThat(verify(path("archive"), "--trust", path("trust.json"), "--level=L6", "--json"))
        .isEqualTo(2);
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.path("verdict").asText()).isEqualTo("ERROR");
    assertThat(report.path("error").asText()).contains("a folder has neither");
    assertThat(err.toString()).contains("a folder has neither").hasLineCount(1);
  }

  @Test
  void aLevelThatIsNotThereIsRefused() throws IOException {
    aGeneratedKeySignsWhatItsTrustFileVerifies();

    assertThat(verify(path("archive"), "--trust", path("trust.json"), "--level", "L5"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("[L1, L2, L3, L4, L6]").contains("L5");
  }

  @Test
  void anArchiveOlderThanItMayBeIsStale() throws IOException {
    aGeneratedKeySignsWhatItsTrustFileVerifies();

    assertThat(verify(path("archive"), "--trust", path("trust.json"), "--max-age=1d")).isEqualTo(1);
    assertThat(out.toString()).contains("STALE_HEAD note/00000000000000000001.txt: ");
    assertThat(verify(path("archive"), "--trust", path("trust.json"), "--max-age=36500d")).isZero();
    assertThat(verify(path("archive"), "--trust", path("trust.json"), "--max-age=1d", "--level=L1"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("ask for L2 or more");
  }

  @Test
  void aKeyFileIsNeverOverwritten() {
    assertThat(keys("generate", "--name", NAME, path("key.pem"))).isZero();
    assertThat(keys("generate", "--name", NAME, path("key.pem"))).isEqualTo(2);
    assertThat(err.toString()).contains("exists already");
  }

  @Test
  void aFileThatIsNoTrustFileIsLeftAlone() throws IOException {
    keys("generate", "--name", NAME, path("key.pem"));
    Files.writeString(folder.resolve("text.txt"), "hello");

    assertThat(keys("trust", path("key.pem"), "--name", NAME, "-o", path("text.txt"))).isEqualTo(2);
    assertThat(err.toString()).contains(path("text.txt") + ": not JSON; name a trust file");
    assertThat(folder.resolve("text.txt")).hasContent("hello");
  }

  @Test
  void missingFoldersAboveAFileAreMade() throws IOException {
    assertThat(keys("generate", "--name", NAME, path("new/keys/key.pem"))).isZero();
    assertThat(keys("trust", path("new/keys/key.pem"), "--name", NAME, "-o", path("t/trust.json")))
        .as(err.toString())
        .isZero();
    assertThat(folder.resolve("new/keys/key.pem")).isRegularFile();
    assertThat(folder.resolve("t/trust.json")).isRegularFile();

    Files.writeString(folder.resolve("file"), "");
    assertThat(keys("generate", "--name", NAME, path("file/key.pem"))).isEqualTo(2);
    assertThat(err.toString()).contains("the folder " + path("file") + " cannot be made");
    assertThat(keys("generate", "--name", NAME, path("new"))).isEqualTo(2);
    assertThat(err.toString()).contains("it is a folder; name a file");
  }

  @Test
  void anEventThatIsNotThereIsAFindingThatNamesTheArchive() throws IOException {
    aGeneratedKeySignsWhatItsTrustFileVerifies();

    assertThat(run("prove", path("archive"), "evt-none", "-o", path("proof.json"))).isEqualTo(1);
    assertThat(err.toString())
        .startsWith(path("archive") + ": no sealed event has the id evt-none")
        .hasLineCount(1);
    assertThat(folder.resolve("proof.json")).doesNotExist();
  }

  @Test
  void aDamagedArchiveIsAFindingThatNamesIt() throws IOException {
    aGeneratedKeySignsWhatItsTrustFileVerifies();
    Files.writeString(folder.resolve("archive").resolve(ArchiveLayout.seal(0)), "{");

    assertThat(run("prove", path("archive"), "evt-1", "-o", path("proof.json"))).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("NON_CANONICAL " + path("archive") + ": ")
        .doesNotContain("Source")
        .hasLineCount(1);
  }

  @Test
  void whatCannotBeReadExitsWithTwo() {
    assertThat(verify(path("nowhere"), "--trust", path("trust.json"))).isEqualTo(2);
    assertThat(err.toString()).contains("no such folder").hasLineCount(1);
    assertThat(verify("file:" + path("nowhere"), "--trust", path("trust.json"))).isEqualTo(2);
    assertThat(err.toString()).contains("no such folder").hasLineCount(2);
  }

  @Test
  void aFileThatIsNoProofIsMalformed() throws IOException {
    keys("generate", "--name", NAME, path("key.pem"));
    keys("trust", path("key.pem"), "--name", NAME, "-o", path("trust.json"));
    Files.writeString(folder.resolve("proof.json"), "{}");

    assertThat(run("verify-proof", path("proof.json"), "--trust", path("trust.json"))).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("MALFORMED " + path("proof.json") + ": format must be sealstream-proof/1; ");
  }

  /** One epoch in which nothing happened. */
  private void idleArchive() throws IOException {
    NoteSigner signer = NoteSigner.fromPem(NAME, folder.resolve("key.pem"));
    HeadsFile heads = new HeadsFile(0, List.of(), List.of(), List.of());
    RetentionTable table = RetentionTable.single("standard", LockMode.NONE, 0);
    put(ArchiveLayout.retention(table.sha256()), table.encode());
    EpochSeal seal =
        new EpochSeal(
            0,
            TreeHash.ZERO,
            1,
            2,
            List.of(),
            List.of(),
            heads.headsRoot(),
            heads.sha256(),
            EpochSeal.ReceiptRef.NONE,
            new EpochSeal.Provenance(
                TreeHash.ZERO,
                heads.schemaSetHash(),
                TreeHash.ZERO,
                "1",
                table.sha256(),
                List.of(signer.key())));
    SealLog.Appended log = new SealLog(key -> Optional.empty()).append(0, seal.hash());
    put(seal.headsKey(), heads.encode());
    put(ArchiveLayout.seal(0), seal.encode());
    put(log.tiles().get(0).key(), log.tiles().get(0).body());
    put(ArchiveLayout.note(1), signer.sign(new Checkpoint(NAME, 1, log.root())).encode());
  }

  private void put(String key, Bytes body) throws IOException {
    Path file = folder.resolve("archive").resolve(key);
    Files.createDirectories(file.resolveSibling("."));
    Files.write(file, body.unsafeArray());
  }

  private int keys(String... arguments) {
    return run("keys", arguments);
  }

  private int verify(String... arguments) {
    return run("verify", arguments);
  }

  private int run(String command, String... arguments) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(arguments));
    ConsoleRun run = ConsoleRun.of(words.toArray(String[]::new));
    out.append(run.out());
    err.append(run.err());
    return run.exitCode();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
