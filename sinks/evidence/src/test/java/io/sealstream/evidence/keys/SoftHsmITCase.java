package io.sealstream.evidence.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.store.Strict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A key that stays in a token: SoftHSM2 through the JDK's SunPKCS11. SoftHSM finds its settings by
 * SOFTHSM2_CONF, which the build sets for this process.
 */
class SoftHsmITCase {
  private static final String CONF = "SOFTHSM2_CONF";
  private static final String ORIGIN = "test.example/log";
  private static final String TEXT = "test.example/log\n1\nroot\n";
  private static final String PIN = "271828";
  private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");

  @TempDir private static Path folder = Path.of("");
  private static Path library = Path.of("");
  private static int slot;

  @BeforeAll
  static void makeTokenWithAKey() throws Exception {
    Optional<Path> found =
        List.of(
                Path.of("/usr/lib/softhsm/libsofthsm2.so"),
                Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
                Path.of("/usr/local/lib/softhsm/libsofthsm2.so"))
            .stream()
            .filter(Files::isRegularFile)
            .findFirst();
    String conf = System.getenv(CONF);
    Strict.needs("softhsm2, with " + CONF, found.isPresent() && conf != null);
    library = found.orElseThrow();
    Path tokens = Files.createDirectories(folder.resolve("tokens"));
    Files.writeString(
        Path.of(String.valueOf(conf)),
        "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
    slot = initToken();
    makeKey("evidence");
    Files.writeString(folder.resolve("pin"), PIN + "\n");
  }

  private static int initToken() throws IOException, InterruptedException {
    String said =
        TestKeys.run(
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            "sealstream",
            "--so-pin",
            "314159",
            "--pin",
            PIN);
    Matcher matcher = SLOT.matcher(said);
    assertThat(matcher.find()).as(said).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private static void makeKey(String alias) throws IOException, InterruptedException {
    Path provider =
        Files.writeString(
            folder.resolve("provider.cfg"),
            "name=softhsm\nlibrary=" + library + "\nslot=" + slot + "\n");
    TestKeys.run(
        TestKeys.keytool(),
        "-genkeypair",
        "-keystore",
        "NONE",
        "-storetype",
        "PKCS11",
        "-addprovider",
        "SunPKCS11",
        "-providerarg",
        provider.toString(),
        "-storepass",
        PIN,
        "-alias",
        alias,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=sealstream");
  }

  private static KeyPlace.Pkcs11Token token(String alias, String pinFile) {
    return new KeyPlace.Pkcs11Token(
        library.toString(), slot, alias, new Secret(Secret.Kind.FILE, pinFile));
  }

  @Test
  void aKeyInATokenSignsAndStaysThere() throws IOException {
    Path file = folder.resolve("keys.json");
    KeyRingFile.write(
        file, new KeyRing(ORIGIN, List.of(new KeyEntry("hsm", true, token("evidence", "pin")))));
    RingKeys keys = RingKeys.open(ORIGIN, file);

    NoteKey key = keys.inUse().get(0);
    NoteSigner signer = keys.signer(key);
    assertThat(key.algorithm().label()).isEqualTo("ecdsa-p256");
    assertThat(key.verifies(TEXT, signer.sign(TEXT).signature())).isTrue();
    assertThat(signer.sign(TEXT)).isNotEqualTo(signer.sign(TEXT));
    assertThat(Files.readString(file) + signer).doesNotContain(PIN);
  }

  @Test
  void anAliasThatIsNotThereNamesThoseThatAre() {
    assertThatThrownBy(() -> token("other", "pin").open(ORIGIN, folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no key with a certificate under the alias other")
        .hasMessageContaining("[evidence]");
  }

  @Test
  void aMissingModuleSaysSo() {
    Secret pin = new Secret(Secret.Kind.FILE, "pin");
    assertThatThrownBy(
            () -> new KeyPlace.Pkcs11Token("/no/such.so", 0, "k", pin).open(ORIGIN, folder))
        .hasMessage("there is no PKCS#11 module /no/such.so; name the token's library");
  }

  @Test
  void aWrongSlotSaysWhichTokenCannotBeOpened() {
    Secret pin = new Secret(Secret.Kind.FILE, "pin");
    assertThatThrownBy(
            () ->
                new KeyPlace.Pkcs11Token(library.toString(), slot + 1, "evidence", pin)
                    .open(ORIGIN, folder))
        .isInstanceOf(KeyServiceException.class)
        .hasMessageContaining("slot " + (slot + 1) + " of " + library)
        .hasMessageNotContaining(PIN);
  }
}
