package io.sealstream.evidence.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.Bytes;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  /** The vectors of the Certificate Transparency project, and the roots of their first n. */
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void itGivesTheRootsOfTheCertificateTransparencyVectors() {
    MerkleTree tree = new MerkleTree();
    List<String> roots = new ArrayList<>();
    for (String leaf : LEAVES) {
      tree.add(TreeHash.leaf(Bytes.fromHex(leaf)));
      roots.add(tree.root().toHex());
    }

    assertThat(roots).isEqualTo(ROOTS);
  }

  @Test
  void theRootOfNothingIsTheHashOfNothing() {
    assertThat(new MerkleTree().root().toHex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Property(tries = 60)
  void everyLeafProvesItselfAndNoOther(
      @ForAll @IntRange(min = 1, max = 70) int size, @ForAll @IntRange(min = 0, max = 69) int at) {
    List<Bytes> leaves = leaves(size);
    int index = at % size;
    InclusionProof proof = InclusionProof.of(leaves, index);

    assertThat(proof.rootFor(leaves.get(index))).isEqualTo(MerkleTree.rootOf(leaves));
    assertThat(proof.rootFor(TreeHash.ZERO)).isNotEqualTo(MerkleTree.rootOf(leaves));
  }

  @Test
  void aPathOfTheWrongLengthOrAnIndexBeyondTheSizeHasNoRoot() {
    List<Bytes> leaves = leaves(6);
    List<Bytes> path = InclusionProof.of(leaves, 2).path();
    List<Bytes> longer = new ArrayList<>(path);
    longer.add(TreeHash.ZERO);

    for (InclusionProof shapeless :
        List.of(
            new InclusionProof(2, 6, path.subList(0, path.size() - 1)),
            new InclusionProof(2, 6, longer),
            new InclusionProof(6, 6, path),
            new InclusionProof(-1, 6, path))) {
      assertThatThrownBy(() -> shapeless.rootFor(leaves.get(2)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static List<Bytes> leaves(int size) {
    List<Bytes> leaves = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      leaves.add(TreeHash.leaf(Bytes.utf8("leaf " + i)));
    }
    return leaves;
  }
}
