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
 */
public record PolicySource(String name, String place, String text, @Nullable PolicyRelease release)
    implements Serializable {

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
    return new PolicySource(name, place, other, release);
  }
}
