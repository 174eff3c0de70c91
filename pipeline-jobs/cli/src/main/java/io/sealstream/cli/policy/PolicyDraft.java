package io.sealstream.cli.policy;

import io.sealstream.policy.publish.MalformedPolicyException;
import io.sealstream.policy.publish.PolicyStatement;
import io.sealstream.policy.publish.SignedPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy on its way: what is to be published, and who has signed it so far.
 *
 * @param place the file it comes from, for messages
 */
record PolicyDraft(String place, PolicyStatement statement, SignedPolicy signed) {
  private static final String SUFFIX = ".json";

  /** Whether a path is meant as a file of drafts, and not as a policy. */
  static boolean isDraft(String path) {
    return path.endsWith(SUFFIX);
  }

  /**
   * Reads what {@link #write} wrote: one signed statement a line.
   *
   * @throws IOException where it is something else
   */
  static List<PolicyDraft> read(Path file) throws IOException {
    var drafts = new ArrayList<PolicyDraft>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      String place = file + ":" + number;
      try {
        SignedPolicy signed = SignedPolicy.ofJson(line);
        drafts.add(new PolicyDraft(place, signed.statement(), signed));
      } catch (MalformedPolicyException e) {
        throw new IOException(
            place + ": " + e.getMessage() + "; drafts come from 'policy publish --draft'", e);
      }
    }
    return drafts;
  }

  /** Writes drafts to a new file. */
  static void write(Path file, List<PolicyDraft> drafts) throws IOException {
    List<String> lines = drafts.stream().map(draft -> draft.signed().toJson()).toList();
    Files.write(file, lines, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** The same with one signature more. */
  PolicyDraft signedBy(String signer, PrivateKey key) {
    try {
      return new PolicyDraft(place, statement, signed.signedBy(signer, key));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key of " + signer + " does not sign: " + e, e);
    }
  }
}
