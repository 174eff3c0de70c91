package io.sealstream.evidence.note;

import java.io.IOException;
import java.util.List;

/**
 * The keys that a log is signed with: those in use, and those that were. Safe for any thread. May
 * block: keys lie in files, in hardware or behind a service.
 */
public interface SigningKeys {
  /** So many at most: where they change a note has twice the lines, and C2SP promises 16. */
  int MAX_IN_USE = 8;

  /** The log's name, which is that of each key. */
  String origin();

  /**
   * The keys that sign from now on, in their order; at least one.
   *
   * @throws IOException when they cannot be told or do not sign
   */
  List<NoteKey> inUse() throws IOException;

  /**
   * Who signs with this key, in use or not.
   *
   * @throws KeyMissingException when no such key can be had: repeating does not help
   * @throws IOException when whoever keeps it does not answer: repeat
   */
  NoteSigner signer(NoteKey key) throws IOException;
}
