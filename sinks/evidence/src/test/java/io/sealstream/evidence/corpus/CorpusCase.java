package io.sealstream.evidence.corpus;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.SampleArchive.Edits;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * One case of the corpus. Its id begins with the number of its attack, with {@code pass} for what
 * must pass, or with {@code more} for forgeries that the table of attacks does not number.
 *
 * @param what was done, in a sentence
 * @param signed whether the forger held the signing key
 * @param codes which a verifier must print, all of them; it may print more
 */
record CorpusCase(String id, String what, boolean signed, Recipe recipe, List<VerdictCode> codes) {
  static final String PASS = "pass";

  /** How to make what is laid before a verifier; the same every time. */
  @FunctionalInterface
  interface Recipe {
    Exhibit make() throws IOException;
  }

  /** What somebody does to a published archive. */
  @FunctionalInterface
  interface Tampering {
    void on(SampleArchive archive) throws IOException;
  }

  CorpusCase {
    codes = List.copyOf(codes);
  }

  /** An honest archive that somebody without the key has changed. */
  static CorpusCase tampered(String id, String what, Tampering tampering, VerdictCode... codes) {
    return new CorpusCase(id, what, false, changed(tampering), Arrays.asList(codes));
  }

  /** An honest archive that somebody with the key has changed. */
  static CorpusCase resigned(String id, String what, Tampering tampering, VerdictCode... codes) {
    return new CorpusCase(id, what, true, changed(tampering), Arrays.asList(codes));
  }

  /** What a dishonest job has sealed. */
  static CorpusCase lied(String id, String what, Edits edits, VerdictCode... codes) {
    return new CorpusCase(
        id,
        what,
        true,
        () -> Exhibit.Archive.of(SampleArchive.dishonest(edits)),
        Arrays.asList(codes));
  }

  /** Anything else that is made without the key. */
  static CorpusCase made(String id, String what, Recipe recipe, VerdictCode... codes) {
    return new CorpusCase(id, what, false, recipe, Arrays.asList(codes));
  }

  /** The same, when its recipe signs. */
  CorpusCase bySigner() {
    return new CorpusCase(id, what, true, recipe, codes);
  }

  private static Recipe changed(Tampering tampering) {
    return () -> {
      SampleArchive archive = SampleArchive.honest();
      tampering.on(archive);
      return Exhibit.Archive.of(archive);
    };
  }

  /** Number of the attack; 0 for what has none. */
  int attack() {
    return Character.isDigit(id.charAt(0)) ? Integer.parseInt(id.substring(0, 2)) : 0;
  }

  boolean mustPass() {
    return id.startsWith(PASS);
  }

  /** A finding does not fail verification. */
  int exit() {
    return codes.stream().anyMatch(VerdictCode::isFailure) ? 1 : 0;
  }

  /** Whether these are the codes of a verifier that is right. */
  boolean holds(Set<VerdictCode> verdict) {
    boolean failed = verdict.stream().anyMatch(VerdictCode::isFailure);
    return mustPass() ? verdict.isEmpty() : verdict.containsAll(codes) && failed == (exit() == 1);
  }

  @Override
  public String toString() {
    return id;
  }
}
