package io.sealstream.evidence.log;

import io.sealstream.evidence.format.ArchiveLayout;

/** Names of tiles, as C2SP tlog-tiles has them. */
final class TilePath {
  /** Hashes in a full tile. */
  static final int WIDTH = 256;

  static final int LEVEL_BITS = 8;

  private TilePath() {}

  /** {@code tile/<level>/<index>}, with {@code .p/<width>} unless the tile is full. */
  static String of(int level, long index, int width) {
    StringBuilder path = new StringBuilder(String.format("%03d", index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      path.insert(0, String.format("x%03d/", rest % 1000));
    }
    String full = ArchiveLayout.TILES + level + "/" + path;
    return width == WIDTH ? full : full + ".p/" + width;
  }
}
