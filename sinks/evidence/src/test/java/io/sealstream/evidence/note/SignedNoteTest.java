package io.sealstream.evidence.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.store.Strict;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedNoteTest {
  private static final KeyPairSigner SIGNER = NoteSigner.generate("test.example/log");
  private static final Checkpoint CHECKPOINT =
      new Checkpoint("test.example/log", 7, TreeHash.leaf(Bytes.EMPTY));
  private static final Bytes NOTE = SIGNER.sign(CHECKPOINT).encode();
  private static final TrustFile TRUST = TrustFile.of(SIGNER.key());

  @TempDir private Path folder = Path.of("");

  /** The example of Go's package golang.org/x/mod/sumdb/note. */
  @Test
  void aNoteSignedByAnotherImplementationVerifies() {
    byte[] typed = Base64.getDecoder().decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    NoteKey key =
        new NoteKey("PeterNeumann", Bytes.wrap(Arrays.copyOfRange(typed, 1, typed.length)));
    SignedNote note =
        SignedNote.parse(
            Bytes.utf8(
                """
                If you think cryptography is the answer to your problem,
                then you don't know what your problem is.

                \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
                """));

    assertThat(key.label()).isEqualTo("PeterNeumann+c74f20a3");
    assertThat(key.verifies(note.text(), note.signatures().get(0).signature())).isTrue();
  }

  @Test
  void openSslVerifiesOurNote() throws IOException, InterruptedException {
    Strict.needs("openssl", Strict.has("openssl"));
    SignedNote note = SignedNote.parse(NOTE);
    Path key = Files.write(folder.resolve("key.der"), SIGNER.key().spki().unsafeArray());
    Path signature =
        Files.write(folder.resolve("sig"), note.signatures().get(0).signature().unsafeArray());
    Path text = Files.writeString(folder.resolve("text"), note.text());

    assertThat(openSsl(key, signature, text)).contains("Signature Verified Successfully");
    Files.writeString(text, note.text().replace("\n7\n", "\n8\n"));
    assertThat(openSsl(key, signature, text)).contains("Signature Verification Failure");
  }

  private static String openSsl(Path key, Path signature, Path text)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    "openssl",
                    "pkeyutl",
                    "-verify",
                    "-rawin",
                    "-pubin",
                    "-keyform",
                    "DER",
                    "-inkey",
                    key.toString(),
                    "-sigfile",
                    signature.toString(),
                    "-in",
                    text.toString()))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  @Test
  void aKeyFileGivesTheSameKeyAgainAndIsNeverOverwritten() throws IOException {
    Path file = folder.resolve("signer.pem");
    SIGNER.writePem(file);

    assertThat(NoteSigner.fromPem("test.example/log", file).key()).isEqualTo(SIGNER.key());
    assertThat(NoteSigner.fromPem("test.example/log", file).sign(CHECKPOINT).encode())
        .isEqualTo(NOTE);
    assertThatThrownBy(() -> SIGNER.writePem(file)).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void whatIsNoKeyFileSaysWhichFileAndWhatToDo() throws IOException {
    Path file = Files.writeString(folder.resolve("key.txt"), "Schl\u00fcssel");

    assertThatThrownBy(() -> NoteSigner.fromPem("test.example/log", file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file
                + " is not an unencrypted PKCS#8 PEM file;"
                + " 'openssl genpkey -algorithm ed25519' makes one");
    for (String content : List.of("", "Schl\u00fcssel", "-----BEGIN PRIVATE KEY-----")) {
      Files.writeString(file, content);
      assertThatThrownBy(() -> NoteSigner.fromPkcs12("test.example/log", file, new char[0]))
          .isInstanceOf(IOException.class)
          .hasMessage(
              file + " is not a PKCS#12 file: name one, or a PEM file under another ending");
    }
  }

  @Test
  void anOpenSslPkcs12FileSigns() throws IOException, InterruptedException {
    Strict.needs("openssl", Strict.has("openssl"));
    Path pem = folder.resolve("key.pem");
    Path p12 = folder.resolve("key.p12");
    SIGNER.writePem(pem);
    String commands =
        "openssl req -new -x509 -key "
            + pem
            + " -subj /CN=test -days 2 -out "
            + folder
            + "/cert.pem && openssl pkcs12 -export -inkey "
            + pem
            + " -in "
            + folder
            + "/cert.pem -passout pass:secret -out "
            + p12;
    assertThat(new ProcessBuilder("sh", "-c", commands).start().waitFor()).isZero();

    NoteSigner signer = NoteSigner.fromPkcs12("test.example/log", p12, "secret".toCharArray());
    assertThat(signer.sign(CHECKPOINT).encode()).isEqualTo(NOTE);
    assertThatThrownBy(() -> NoteSigner.fromPkcs12("test.example/log", p12, "wrong".toCharArray()))
        .isInstanceOf(IOException.class)
        .hasMessage(p12 + " does not open with this password: give the right one");
  }

  @Test
  void theTrustFileSurvivesItsText() {
    assertThat(TrustFile.parse(TRUST.toJson())).isEqualTo(TRUST);
    assertThat(TRUST.verify(SignedNote.parse(NOTE))).isEqualTo(CHECKPOINT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"from_size\" : \"1\" | \"from_size\" : 1 | keys[0].from_size is 1: expected is \"1\"",
        "\"from_size\" : \"1\" | \"from_size\" : \"1\", \"to_size\" : 2 |"
            + " keys[0].to_size is 2: expected is \"2\"",
        "\"from_size\" : \"1\" | \"from_size\" : \"1\", \"until\" : \"2\" |"
            + " keys[0].until is \"2\": no such member is known",
        "\"ed25519\" | \"rsa\" |" + " algorithm must be ed25519 or ecdsa-p256, not \"rsa\"",
        "\"required_signatures\" : 1 | \"required_signatures\" : \"1\" |"
            + " required_signatures is \"1\": expected is 1",
        "[ \"audit.events\" ] | \"audit.events\" |"
            + " gap_free_topics is \"audit.events\": expected is []"
      })
  void whatATrustFileSaysInAnotherWayIsRefused(String there, String changed, String why) {
    String text = TRUST.toJson();
    assertThat(text).contains(there);

    assertThatThrownBy(() -> TrustFile.parse(text.replace(there, changed)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why);
  }

  @Property(tries = 500)
  void noFlippedBitVerifies(@ForAll int seed) {
    byte[] bytes = NOTE.toArray();
    int bit = Math.floorMod(seed, bytes.length * 8);
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));

    assertThatThrownBy(() -> TRUST.verify(SignedNote.parse(Bytes.wrap(bytes))))
        .isInstanceOf(EvidenceFormatException.class);
  }
}
