package io.sealstream.evidence.verify;

import io.sealstream.evidence.VerdictCode;

/**
 * One thing that is wrong.
 *
 * @param where object, seal, partition, offset or event
 * @param why never holds payload
 */
public record Problem(VerdictCode code, String where, String why) {
  @Override
  public String toString() {
    return code + " " + where + ": " + why;
  }
}
