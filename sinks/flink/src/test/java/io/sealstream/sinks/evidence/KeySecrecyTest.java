package io.sealstream.sinks.evidence;

import static io.sealstream.sinks.evidence.SampleRecords.P0;
import static io.sealstream.sinks.evidence.SampleRecords.garbage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.keys.KeyEntry;
import io.sealstream.evidence.keys.KeyPlace;
import io.sealstream.evidence.keys.KeyRing;
import io.sealstream.evidence.keys.KeyRingFile;
import io.sealstream.evidence.keys.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neither a key nor its password is in what a job prints, hashes, ships or checkpoints. */
class KeySecrecyTest {
  private static final String PASSWORD = "correct-horse-battery";

  @TempDir private Path work = Path.of("");
  private TestArchive archive;
  private Map<String, byte[]> secrets = Map.of();

  @BeforeEach
  void makeRing() throws Exception {
    Path ring = work.resolve("keys.json");
    Files.writeString(work.resolve("ec.password"), PASSWORD);
    makePkcs12(work.resolve("ec.p12"));
    KeyRingFile.write(
        ring,
        new KeyRing(
            TestArchive.ORIGIN,
            List.of(
                new KeyEntry("ed", true, new KeyPlace.PemFile("ed.pem")),
                new KeyEntry(
                    "ec",
                    true,
                    new KeyPlace.Pkcs12File(
                        "ec.p12", new Secret(Secret.Kind.FILE, "ec.password"))))));
    archive = TestArchive.withRing(work, ring);
    archive.signer.writePem(work.resolve("ed.pem"));
    secrets = secrets();
  }

  private static void makePkcs12(Path file) throws IOException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var command =
        new ArrayList<>(List.of(keytool, "-genkeypair", "-storetype", "PKCS12", "-alias", "k"));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=test"));
    command.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  /** All forms in which a secret might lie somewhere. */
  private Map<String, byte[]> secrets() throws IOException {
    String pem = Files.readString(work.resolve("ed.pem"));
    String body = pem.lines().filter(line -> !line.startsWith("-")).findFirst().orElseThrow();
    byte[] der = Base64.getDecoder().decode(body);
    byte[] seed = Arrays.copyOfRange(der, der.length - 32, der.length);
    var secrets = new TreeMap<String, byte[]>();
    secrets.put("the seed", seed);
    secrets.put("the seed in hex", HexFormat.of().formatHex(seed).getBytes(StandardCharsets.UTF_8));
    secrets.put("the PEM body", body.getBytes(StandardCharsets.UTF_8));
    secrets.put("the PKCS#12 file", Arrays.copyOf(Files.readAllBytes(work.resolve("ec.p12")), 200));
    secrets.put("the password", PASSWORD.getBytes(StandardCharsets.UTF_8));
    secrets.put("the password in UTF-16", PASSWORD.getBytes(StandardCharsets.UTF_16BE));
    return secrets;
  }

  private void assertHasNoSecret(String what, byte[] bytes) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    secrets.forEach(
        (name, secret) ->
            assertThat(all.contains(new String(secret, StandardCharsets.ISO_8859_1)))
                .as("%s holds %s", what, name)
                .isFalse());
  }

  @Test
  void neitherTheShippedSinkNorItsSettingsNorTheirHashHoldASecret() throws Exception {
    assertHasNoSecret(
        "the sink",
        InstantiationUtil.serializeObject(new EvidenceSink(archive.config, () -> change -> {})));
    assertHasNoSecret("the settings", archive.config.toString().getBytes(StandardCharsets.UTF_8));
    // The hash is in every seal: were the password hashed, it could be guessed from there.
    var before = archive.config.sha256();
    Files.writeString(work.resolve("ec.password"), "another");
    assertThat(archive.config.sha256()).isEqualTo(before);
  }

  @Test
  void neitherCheckpointsNorTheArchiveHoldASecret() throws Exception {
    try (var sealer = SealerHarness.start(archive, FakeBroker.whole(), "run");
        var committer = CommitterHarness.start(archive, Subtask.ONLY)) {
      sealer.gather(archive.cut(garbage(P0, 0, 5)), 1);
      var pending = sealer.cut(1);
      assertHasNoSecret("the sealer's checkpoint", bytes(sealer.snapshot(1)));
      committer.receive(pending);
      assertHasNoSecret("the committer's checkpoint", bytes(committer.snapshot(1)));
      committer.complete(1);
    }
    assertThat(archive.seal(0).provenance().signers()).hasSize(2);
    for (String key : archive.store.list("")) {
      assertHasNoSecret(key, archive.store.read(key).orElseThrow().unsafeArray());
    }
  }

  /** What is logged of keys: labels, rings as text, and why one cannot be opened. */
  @Test
  void whatIsLoggedOfKeysHoldsNoSecret() throws Exception {
    var keys = archive.config.log().signingKeys();
    Path ringFile = work.resolve("keys.json");
    assertHasNoSecret("labels", keys.inUse().toString().getBytes(StandardCharsets.UTF_8));
    assertHasNoSecret(
        "the ring", KeyRingFile.read(ringFile).toString().getBytes(StandardCharsets.UTF_8));
    Files.writeString(work.resolve("ed.pem"), "x" + Files.readString(work.resolve("ed.pem")));
    Files.writeString(work.resolve("ec.p12"), "x");

    for (String id : List.of("ed", "ec")) {
      var place = KeyRingFile.read(ringFile).key(id).orElseThrow().place();
      assertThatThrownBy(() -> place.open(TestArchive.ORIGIN, work))
          .satisfies(
              failure -> {
                var trace = new StringWriter();
                failure.printStackTrace(new PrintWriter(trace));
                assertHasNoSecret(
                    "the stack trace", trace.toString().getBytes(StandardCharsets.UTF_8));
              });
    }
  }

  private static byte[] bytes(OperatorSubtaskState state) throws IOException {
    var all = new ByteArrayOutputStream();
    for (var handle : state.getManagedOperatorState()) {
      try (var in = handle.openInputStream()) {
        all.write(in.readAllBytes());
      }
    }
    assertThat(all.size()).isPositive();
    return all.toByteArray();
  }
}
