package io.sealstream.cli.conformance;

import java.util.Optional;

/** One part of a pack: finds its vectors in the pack and scores each. */
interface ConformancePart {

  /** What the part is called in lines about it. */
  String name();

  /** Why the part is skipped; nothing where it can be. */
  Optional<String> obstacle(Pack pack);

  /** Scores every vector; a vector that cannot be read has failed. */
  void run(Pack pack, Score score);
}
