package io.sealstream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a proof proves; the corpus has the forged ones. */
class EventProofTest {
  private final EventProof proof = prove();

  private static EventProof prove() {
    try {
      return new EventProver(SampleArchive.honest().store).prove("evt-0-12").orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aProofHoldsWithoutTheArchive() {
    EventProof.Proven proven =
        EventProofJson.read(EventProofJson.write(proof)).verify(SampleArchive.TRUST);

    assertThat(proven.entry().eventId()).isEqualTo("evt-0-12");
    assertThat(proven.entry().offset()).isEqualTo(12);
    assertThat(proven.seal().epoch()).isEqualTo(3);
    assertThat(proven.checkpoint().size()).isEqualTo(5);
  }

  @Test
  void thereIsNoProofOfAnEventThatIsNotThere() throws IOException {
    assertThat(new EventProver(SampleArchive.honest().store).prove("evt-0-99")).isEmpty();
  }

  @Property(tries = 400)
  void noFlippedBitOfTheFileProvesAnythingElse(@ForAll int seed) {
    byte[] file = Bytes.utf8(EventProofJson.write(proof)).toArray();
    int bit = Math.floorMod(seed, file.length * 8);
    file[bit / 8] ^= (byte) (1 << (bit % 8));
    try {
      EventProof.Proven proven =
          EventProofJson.read(Bytes.wrap(file).toUtf8()).verify(SampleArchive.TRUST);
      // White space between fields and the case of hex digits may differ; what is proven may not.
      assertThat(proven).isEqualTo(proof.verify(SampleArchive.TRUST));
    } catch (EvidenceFormatException refused) {
      assertThat(refused.code()).isNotNull();
    }
  }
}
