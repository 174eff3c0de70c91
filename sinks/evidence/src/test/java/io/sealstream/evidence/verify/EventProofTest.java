package io.sealstream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.merkle.InclusionProof;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

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

  @Test
  void anotherValueIsRefused() {
    EventProof forged =
        with(
            proof.entry(),
            proof.inBatch(),
            new EventProof.Disclosed(
                Bytes.utf8("other"),
                proof.disclosed().valueSalt(),
                proof.disclosed().tenantSalt()));

    refused(forged, VerdictCode.PAYLOAD_HASH);
  }

  @Test
  void anotherTenantSaltIsRefused() {
    refused(
        with(
            proof.entry(),
            proof.inBatch(),
            new EventProof.Disclosed(
                proof.disclosed().value(), proof.disclosed().valueSalt(), TreeHash.ZERO)),
        VerdictCode.TENANT_BIND);
  }

  @Test
  void a31APathOfTheWrongShape() {
    InclusionProof path = proof.inBatch();
    List<Bytes> longer = new ArrayList<>(path.path());
    longer.add(TreeHash.ZERO);
    for (InclusionProof shapeless :
        List.of(
            new InclusionProof(path.index(), path.size(), longer),
            new InclusionProof(
                path.index(), path.size(), path.path().subList(0, path.path().size() - 1)),
            new InclusionProof(path.size(), path.size(), path.path()))) {
      refused(with(proof.entry(), shapeless, proof.disclosed()), VerdictCode.PROOF_SHAPE);
    }
  }

  @Test
  void a31AnInnerNodeOfferedAsALeaf() {
    Bytes left = TreeHash.leaf(proof.entry());
    Bytes node = Bytes.fromHex("01" + left.toHex() + proof.inBatch().path().get(0).toHex());

    assertThatThrownBy(
            () -> with(node, proof.inBatch(), proof.disclosed()).verify(SampleArchive.TRUST))
        .isInstanceOf(EvidenceFormatException.class);
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

  private EventProof with(Bytes entry, InclusionProof inBatch, EventProof.Disclosed disclosed) {
    return new EventProof(
        entry,
        inBatch,
        proof.head(),
        proof.inSeal(),
        proof.seal(),
        proof.inLog(),
        proof.note(),
        disclosed);
  }

  private static void refused(EventProof forged, VerdictCode code) {
    assertThatThrownBy(() -> forged.verify(SampleArchive.TRUST))
        .isInstanceOfSatisfying(
            EvidenceFormatException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
