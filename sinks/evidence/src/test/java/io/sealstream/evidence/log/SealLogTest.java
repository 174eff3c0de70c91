package io.sealstream.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.merkle.MerkleTree;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealLogTest {
  private final Map<String, Bytes> tiles = new HashMap<>();
  private final SealLog log = new SealLog(key -> Optional.ofNullable(tiles.get(key)));

  @Test
  void everySizeUpToTwoFullTilesHasTheTreesRootAndProofs() throws IOException {
    MerkleTree tree = new MerkleTree();
    for (int size = 1; size <= 600; size++) {
      SealLog.Appended appended = append(size - 1);
      tree.add(leaf(size - 1));
      assertThat(appended.root()).as("root of %s", size).isEqualTo(tree.root());
      assertThat(log.root(size)).isEqualTo(tree.root());
      long index = (size * 7L) % size;
      assertThat(log.inclusion(index, size).rootFor(leaf(index))).isEqualTo(tree.root());
      assertThat(log.inclusion(size / 2, size).rootFor(leaf(size / 2))).isEqualTo(tree.root());
    }
  }

  @Test
  void tilesLieWhereTheSpecificationSays() throws IOException {
    for (int size = 1; size <= 257; size++) {
      append(size - 1);
    }

    assertThat(tiles)
        .containsKeys("tile/0/000.p/1", "tile/0/000.p/255", "tile/0/000", "tile/0/001.p/1")
        .containsKey("tile/1/000.p/1")
        .doesNotContainKeys("tile/0/000.p/256", "tile/0/001.p/0");
    assertThat(tiles.get("tile/0/000")).extracting(Bytes::size).isEqualTo(8192);
    assertThat(TilePath.of(0, 1234067, 256)).isEqualTo("tile/0/x001/x234/067");
  }

  @Test
  void appendingTwiceGivesTheSame() throws IOException {
    append(0);

    assertThat(log.append(1, leaf(1))).isEqualTo(append(1));
    assertThat(log.append(1, leaf(1)).root()).isEqualTo(log.root(2));
  }

  private SealLog.Appended append(long oldSize) throws IOException {
    SealLog.Appended appended = log.append(oldSize, leaf(oldSize));
    appended.tiles().forEach(tile -> tiles.put(tile.key(), tile.body()));
    return appended;
  }

  private static Bytes leaf(long index) {
    return TreeHash.leaf(Bytes.utf8("seal " + index));
  }
}
