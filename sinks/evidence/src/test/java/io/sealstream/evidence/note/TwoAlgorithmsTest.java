package io.sealstream.evidence.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoAlgorithmsTest {
  private static final String ORIGIN = "test.example/log";
  private static final KeyPairSigner ED25519 = NoteSigner.generate(ORIGIN);
  private static final KeyPairSigner ECDSA = NoteSigner.generate(ORIGIN, NoteAlgorithm.ECDSA_P256);
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(ORIGIN, 7, TreeHash.leaf(Bytes.EMPTY));
  private static final TrustFile BOTH =
      new TrustFile(ORIGIN, List.of(forever(ED25519.key()), forever(ECDSA.key())), 2, List.of());

  private static TrustedKey forever(NoteKey key) {
    return new TrustedKey(key, 1, Long.MAX_VALUE);
  }

  private static SignedNote note(NoteSigner... signers) {
    String text = CHECKPOINT.text();
    return new SignedNote(text, Arrays.stream(signers).map(signer -> signer.sign(text)).toList());
  }

  @Test
  void aQuorumOfTwoDemandsBothLines() {
    assertThat(BOTH.verify(SignedNote.parse(note(ED25519, ECDSA).encode()))).isEqualTo(CHECKPOINT);
    assertRefused(note(ED25519), VerdictCode.QUORUM);
    assertRefused(note(ECDSA), VerdictCode.QUORUM);
    assertRefused(note(ECDSA, ECDSA), VerdictCode.QUORUM);
  }

  @Test
  void aLineOfTheOtherAlgorithmUnderAKeysIdIsABadSignature() {
    NoteSignature line = ED25519.sign(CHECKPOINT.text());
    NoteSignature wrong = new NoteSignature(ORIGIN, ECDSA.key().id(), line.signature());

    assertRefused(
        new SignedNote(CHECKPOINT.text(), List.of(line, wrong)), VerdictCode.BAD_SIGNATURE);
  }

  private static void assertRefused(SignedNote note, VerdictCode code) {
    assertThatThrownBy(() -> BOTH.verify(note))
        .isInstanceOfSatisfying(
            EvidenceFormatException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void theKeyIdOfEcdsaIsThatOfItsX509FormWhateverItsName() {
    NoteKey other = new NoteKey("other", NoteAlgorithm.ECDSA_P256, ECDSA.key().publicKey());

    assertThat(ECDSA.key().id().toHex())
        .isEqualTo(TreeHash.of(ECDSA.key().spki()).toHex().substring(0, 8));
    assertThat(other.id()).isEqualTo(ECDSA.key().id());
  }

  @Test
  void onlyOneFormOfDerVerifies() {
    byte[] der = ECDSA.sign(CHECKPOINT.text()).signature().toArray();
    assertThat(ECDSA.key().verifies(CHECKPOINT.text(), Bytes.wrap(der))).isTrue();

    byte[] trailing = Arrays.copyOf(der, der.length + 1);
    byte[] longLength = new byte[der.length + 1];
    longLength[0] = der[0];
    longLength[1] = (byte) 0x81;
    System.arraycopy(der, 1, longLength, 2, der.length - 1);
    byte[] padded = new byte[der.length + 1];
    System.arraycopy(der, 0, padded, 0, 4);
    padded[1]++;
    padded[3]++;
    System.arraycopy(der, 4, padded, 5, der.length - 4);
    for (byte[] form : List.of(trailing, longLength, padded, new byte[0], new byte[] {0x30, 0})) {
      assertThat(ECDSA.key().verifies(CHECKPOINT.text(), Bytes.wrap(form))).isFalse();
    }
  }

  /** The JDK takes an integer whose sign bit says that it is negative for a positive one. */
  @Test
  void anIntegerWithoutItsLeadingZeroDoesNotVerify() {
    byte[] der = ECDSA.sign(CHECKPOINT.text()).signature().toArray();
    while (der[3] != 33) {
      der = ECDSA.sign(CHECKPOINT.text()).signature().toArray();
    }
    byte[] shorter = new byte[der.length - 1];
    System.arraycopy(der, 0, shorter, 0, 4);
    System.arraycopy(der, 5, shorter, 4, der.length - 5);
    shorter[1]--;
    shorter[3]--;

    assertThat(ECDSA.key().verifies(CHECKPOINT.text(), Bytes.wrap(der))).isTrue();
    assertThat(ECDSA.key().verifies(CHECKPOINT.text(), Bytes.wrap(shorter))).isFalse();
  }

  @Test
  void aPointOffTheCurveIsNoKey() {
    byte[] spki = ECDSA.key().publicKey().toArray();
    spki[spki.length - 1] ^= 1;

    assertThatThrownBy(() -> new NoteKey(ORIGIN, NoteAlgorithm.ECDSA_P256, Bytes.wrap(spki)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no public key of ecdsa-p256: " + ORIGIN);
  }

  @Test
  void aTrustFileSaysWhichAlgorithmEachKeyHasAndIsHeldToIt() {
    String text = BOTH.toJson();

    assertThat(TrustFile.parse(text)).isEqualTo(BOTH);
    assertSays(
        text.replace("ecdsa-p256", "rsa"), "algorithm must be ed25519 or ecdsa-p256, not \"rsa\"");
    assertSays(text.replace("\"ecdsa-p256\"", "\"ed25519\""), "no public key of ed25519");
    assertSays(
        text.replace(ECDSA.key().id().toHex(), "00000000"),
        "keys[1].key_id is \"00000000\": expected is \"" + ECDSA.key().id().toHex());
    assertSays(text.replaceAll("\"algorithm\" : \"ed25519\",", ""), "algorithm must be");
    assertSays(text.replaceAll("\"key_id\" : \"[0-9a-f]+\",", ""), "has no key_id");
  }

  private static void assertSays(String text, String why) {
    assertThatThrownBy(() -> TrustFile.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
