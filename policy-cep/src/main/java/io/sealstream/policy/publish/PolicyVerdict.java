package io.sealstream.policy.publish;

/** What became of a record of the policies topic. */
public sealed interface PolicyVerdict {

  /** A version that governs from its time on. */
  record Admitted(PolicyVersion version) implements PolicyVerdict {}

  /** The same version with the same content, once more: it changes nothing. */
  record Repeated(PolicyVersion version) implements PolicyVerdict {}

  /**
   * It does not count.
   *
   * @param key as the record has it
   * @param why what is wrong, for whoever published it
   */
  record Refused(PolicyRecord record, String key, String why) implements PolicyVerdict {}
}
