package io.sealstream.cli.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Sends the first of several drafts as {@code policy publish} does, and waits to be killed. */
final class HalfPublished {
  static final String SENT = "sent the first";

  private HalfPublished() {}

  /** Takes the broker, the topic and the file of drafts. */
  public static void main(String[] arguments) throws IOException {
    List<PolicyDraft> drafts = PolicyDraft.read(Path.of(arguments[2]));
    try (var transaction = PolicyTransaction.begin(arguments[0], arguments[1])) {
      transaction.add(drafts.get(0));
      var unused = transaction.flush();
      System.out.println(SENT);
      if (System.in.read() >= 0) { // which never comes
        transaction.add(drafts.get(1));
      }
    }
  }
}
