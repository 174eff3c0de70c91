package io.sealstream.evidence.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.note.KeyMissingException;
import io.sealstream.evidence.note.KeyPairSigner;
import io.sealstream.evidence.note.NoteAlgorithm;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RingKeysTest {
  private static final String ORIGIN = "test.example/log";
  private static final String TEXT = "test.example/log\n1\nroot\n";

  private final KeyPairSigner older = NoteSigner.generate(ORIGIN);
  private final KeyPairSigner newer = NoteSigner.generate(ORIGIN);

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");
  private KeyRing ring = new KeyRing(ORIGIN, List.of(pem("older", true), pem("newer", false)));

  private static KeyEntry pem(String id, boolean inUse) {
    return new KeyEntry(id, inUse, new KeyPlace.PemFile(id + ".pem"));
  }

  @BeforeEach
  void writeRing() throws IOException {
    file = folder.resolve("keys.json");
    older.writePem(folder.resolve("older.pem"));
    newer.writePem(folder.resolve("newer.pem"));
    KeyRingFile.write(file, ring);
  }

  @Test
  void aChangedRingIsSeenWithoutARestartAndARetiredKeyStillSigns() throws IOException {
    RingKeys keys = RingKeys.open(ORIGIN, file);
    assertThat(keys.inUse()).containsExactly(older.key());

    KeyRingFile.write(file, ring.using(Set.of("newer")));
    assertThat(keys.inUse()).containsExactly(newer.key());
    assertThat(older.key().verifies(TEXT, keys.signer(older.key()).sign(TEXT).signature()))
        .isTrue();
  }

  @Test
  void severalKeysAreToldInOneOrder() throws IOException {
    KeyRingFile.write(file, ring.using(Set.of("newer", "older")));

    assertThat(RingKeys.open(ORIGIN, file).inUse())
        .hasSize(2)
        .isSorted()
        .containsExactlyInAnyOrder(older.key(), newer.key());
  }

  @Test
  void aRingThatCannotBeReadStillSignsButSaysNothingNew() throws IOException {
    RingKeys keys = RingKeys.open(ORIGIN, file);
    assertThat(keys.inUse()).containsExactly(older.key());
    Files.writeString(file, "{");

    assertThatThrownBy(keys::inUse).hasMessageStartingWith(file + " is no key ring: not JSON");
    assertThat(keys.signer(older.key()).key()).isEqualTo(older.key());
  }

  @Test
  void aMissingKeySaysWhatWasTried() throws IOException {
    Files.delete(folder.resolve("newer.pem"));
    RingKeys keys = RingKeys.open(ORIGIN, file);
    NoteKey wanted = newer.key();

    assertThatThrownBy(() -> keys.signer(wanted))
        .isInstanceOf(KeyMissingException.class)
        .hasMessageStartingWith("the key " + wanted.label() + " is missing; of " + file)
        .hasMessageContainingAll("older is " + older.key().label(), "newer cannot be opened")
        .hasMessageContaining("NoSuchFile");
  }

  @Test
  void aKeyThatCannotBeOpenedIsNotTakenIntoUse() throws IOException {
    RingKeys keys = RingKeys.open(ORIGIN, file);
    Files.delete(folder.resolve("newer.pem"));
    KeyRingFile.write(file, ring.using(Set.of("newer")));

    assertThatThrownBy(keys::inUse).isInstanceOf(IOException.class).hasMessageContaining("newer");
  }

  @Test
  void theRingOfAnotherLogIsRefused() {
    assertThatThrownBy(() -> RingKeys.open("other.example/log", file))
        .hasMessage(file + " is the key ring of test.example/log, not of other.example/log");
  }

  @Test
  void oneKeyUnderTwoNamesIsNotTwoKeys() throws IOException {
    Files.copy(folder.resolve("older.pem"), folder.resolve("copy.pem"));
    KeyRingFile.write(file, ring.with(pem("copy", true)));

    assertThatThrownBy(() -> RingKeys.open(ORIGIN, file).inUse())
        .hasMessageContaining("copy is the same key as another one in use");
  }

  @Test
  void anEcdsaKeyInAPkcs12FileSignsAndItsPasswordStaysInItsFile() throws Exception {
    TestKeys.pkcs12(folder.resolve("ec.p12"), "open-sesame");
    Files.writeString(folder.resolve("ec.password"), "open-sesame\n");
    KeyPlace place = new KeyPlace.Pkcs12File("ec.p12", new Secret(Secret.Kind.FILE, "ec.password"));
    KeyRingFile.write(file, new KeyRing(ORIGIN, List.of(new KeyEntry("ec", true, place))));
    RingKeys keys = RingKeys.open(ORIGIN, file);

    NoteKey key = keys.inUse().get(0);
    assertThat(key.algorithm()).isEqualTo(NoteAlgorithm.ECDSA_P256);
    assertThat(key.verifies(TEXT, keys.signer(key).sign(TEXT).signature())).isTrue();
    assertThat(place + Files.readString(file)).doesNotContain("open-sesame");

    Files.writeString(folder.resolve("ec.password"), "wrong-sesame");
    assertThatThrownBy(() -> RingKeys.open(ORIGIN, file).inUse())
        .hasMessageContaining("does not open with this password")
        .hasMessageNotContaining("wrong-sesame");
  }

  @Test
  void anEnvironmentVariableThatIsNotSetIsNamed() {
    Secret secret = new Secret(Secret.Kind.ENV, "SEALSTREAM_NO_SUCH_PASSWORD");

    assertThatThrownBy(() -> secret.read(folder))
        .hasMessage("the environment variable SEALSTREAM_NO_SUCH_PASSWORD is not set; set it");
  }
}
