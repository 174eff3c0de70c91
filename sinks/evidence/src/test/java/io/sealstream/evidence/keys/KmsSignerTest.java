package io.sealstream.evidence.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.note.NoteAlgorithm;
import io.sealstream.evidence.note.NoteSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KmsSignerTest {
  private static final String NAME = "test.example/log";
  private static final String TEXT = "test.example/log\n1\nroot\n";
  private static final String ACCESS_KEY = "aws.accessKeyId";
  private static final String SECRET_KEY = "aws.secretAccessKey";

  private LocalKms kms;

  @BeforeAll
  static void giveTheDefaultChainSomething() {
    System.setProperty(ACCESS_KEY, "test");
    System.setProperty(SECRET_KEY, "test");
  }

  @AfterAll
  static void takeItAway() {
    System.clearProperty(ACCESS_KEY);
    System.clearProperty(SECRET_KEY);
  }

  @BeforeEach
  void start() throws Exception {
    kms = new LocalKms("secp256r1", "ECC_NIST_P256");
  }

  @AfterEach
  void stop() {
    kms.close();
  }

  private static NoteSigner open(LocalKms at) throws IOException {
    return new KeyPlace.KmsKey(
            "alias/evidence", Optional.of("eu-central-1"), Optional.of(at.endpoint()))
        .open(NAME, Path.of(""));
  }

  @Test
  void theKeyBehindAnAliasSignsTheDigestOfANote() throws IOException {
    NoteSigner signer = open(kms);

    assertThat(signer.key().algorithm()).isEqualTo(NoteAlgorithm.ECDSA_P256);
    assertThat(signer.key().verifies(TEXT, signer.sign(TEXT).signature())).isTrue();
    assertThat(signer.key().verifies(TEXT + "x", signer.sign(TEXT).signature())).isFalse();
    assertThat(kms.calls.get(0)).contains("GetPublicKey").contains("alias/evidence");
    // Not the alias, which may be moved meanwhile; and nothing of the note but its hash.
    assertThat(kms.calls.get(1)).contains("Sign").contains(LocalKms.ARN).doesNotContain("root");
  }

  @Test
  void whatIsBusyIsAskedAgain() throws IOException {
    NoteSigner signer = open(kms);
    kms.fail("500 KMSInternalException", "400 ThrottlingException");

    assertThat(signer.key().verifies(TEXT, signer.sign(TEXT).signature())).isTrue();
  }

  @Test
  void whatIsRefusedIsNotRepeated() throws IOException {
    NoteSigner signer = open(kms);
    kms.fail("400 DisabledException");

    assertThatThrownBy(() -> signer.sign(TEXT))
        .isInstanceOf(UncheckedIOException.class)
        .cause()
        .isNotInstanceOf(KeyServiceException.class)
        .hasMessageStartingWith("KMS does not sign with " + signer.key().label());
    kms.fail("400 NotFoundException");
    assertThatThrownBy(() -> open(kms))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(KeyServiceException.class)
        .hasMessageStartingWith("KMS does not give the public key of alias/evidence");
  }

  @Test
  void aServiceThatIsAwayMayComeBack() {
    kms.close();

    assertThatThrownBy(() -> open(kms)).isInstanceOf(KeyServiceException.class);
  }

  @Test
  void aKeyOfAnotherCurveIsRefused() throws Exception {
    try (LocalKms other = new LocalKms("secp384r1", "ECC_NIST_P384")) {
      assertThatThrownBy(() -> open(other))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("make one of ECC_NIST_P256 for SIGN_VERIFY");
    }
  }
}
