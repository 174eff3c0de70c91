package io.sealstream.policy;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One policy file as read: what a job is submitted with, and the first that the content hash
 * covers.
 *
 * @param name the policy's id where the text has none
 * @param place the file's name as problems shall show it
 * @param text the YAML, unchanged
 * @param release null where it was not published
 * @param lent whether it is no policy of the set, and there for files that name its rules
 */
public record PolicySource(
    String name, String place, String text, @Nullable PolicyRelease release, boolean lent)
    implements Serializable {

  /** A policy of its set. */
  public PolicySource(String name, String place, String text, @Nullable PolicyRelease release) {
    this(name, place, text, release, false);
  }

  /** A file that was not published. */
  public PolicySource(String name, String place, String text) {
    this(name, place, text, null);
  }

  /** A file that problems show by its name. */
  public PolicySource(String name, String text) {
    this(name, name, text);
  }

  /** The same file with another text. */
  PolicySource with(String other) {
    return new PolicySource(name, place, other, release, lent);
  }

  /** The same file, only there for those that name its rules. */
  PolicySource asLent() {
    return new PolicySource(name, place, text, release, true);
  }
}
