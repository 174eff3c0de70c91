package io.sealstream.policy;

import java.io.Serializable;

/**
 * One policy file as read: what a job is submitted with, and what the content hash covers.
 *
 * @param name the policy's id where the text has none
 * @param place the file's name as problems shall show it
 * @param text the YAML, unchanged
 */
public record PolicySource(String name, String place, String text) implements Serializable {

  /** A file that problems show by its name. */
  public PolicySource(String name, String text) {
    this(name, name, text);
  }
}
