package io.sealstream.evidence.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingFileTest {
  private static final KeyRing RING =
      new KeyRing(
          "test.example/log",
          List.of(
              new KeyEntry("2026", true, new KeyPlace.PemFile("2026.pem")),
              new KeyEntry(
                  "p12",
                  false,
                  new KeyPlace.Pkcs12File("k.p12", new Secret(Secret.Kind.ENV, "P12_PASSWORD"))),
              new KeyEntry(
                  "hsm",
                  true,
                  new KeyPlace.Pkcs11Token(
                      "/usr/lib/hsm.so", 7, "evidence", new Secret(Secret.Kind.FILE, "hsm.pin"))),
              new KeyEntry(
                  "kms",
                  false,
                  new KeyPlace.KmsKey(
                      "alias/evidence",
                      Optional.of("eu-central-1"),
                      Optional.of(URI.create("https://kms.example"))))));

  @TempDir private Path folder = Path.of("");

  @Test
  void everyKindOfPlaceSurvivesItsText() throws IOException {
    Path file = folder.resolve("keys.json");
    KeyRingFile.write(file, RING);

    assertThat(KeyRingFile.read(file)).isEqualTo(RING);
    KeyRingFile.write(file, RING.using(Set.of("kms")));
    assertThat(KeyRingFile.read(file).inUse()).extracting(KeyEntry::id).containsExactly("kms");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whatIsNoRingSaysWhatIsWrongAndWhere() throws IOException {
    String text = KeyRingFile.text(RING);

    refuses("[]", "an object is expected");
    refuses("{", "not JSON");
    refuses(text.replace("keyring/1", "keyring/2"), "format must be sealstream-keyring/1");
    refuses(text.replace("\"pin_file\" : \"hsm.pin\"", "\"pin\" : \"1234\""), "key hsm: one of");
    refuses(
        text.replace("\"slot\" : 7", "\"slot\" : 7, \"pin\" : \"1234\""),
        "key hsm: unknown fields [pin]");
    refuses(text.replace("\"slot\" : 7", "\"slot\" : -1"), "key hsm: slot must be a number");
    refuses(text.replace("\"pem\"", "\"jks\""), "key 2026: type must be");
    refuses(text.replace("\"id\" : \"kms\"", "\"id\" : \"hsm\""), "two keys have the id hsm");
    refuses(text.replace("true", "false"), "1 to 8 keys must be in use, not 0");
    refuses(
        text.replace("\"id\" : \"kms\"", "\"id\" : \"k m\""), "key k m: the id of a key must be");
    assertThatThrownBy(() -> RING.using(Set.of("2027")))
        .hasMessage("the ring has no key 2027; it has [2026, p12, hsm, kms]");
  }

  private void refuses(String text, String why) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.json"), text);
    assertThatThrownBy(() -> KeyRingFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " is no key ring: " + why)
        .hasMessageNotContaining("1234");
  }
}
