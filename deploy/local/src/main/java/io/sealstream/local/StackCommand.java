package io.sealstream.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Commands that messages tell people to run. */
public final class StackCommand {
  private StackCommand() {}

  /**
   * A command that can be pasted into a terminal.
   *
   * @param words what follows {@code sealstream}
   * @param work the stack's work folder; null for the one that commands take by themselves
   */
  public static String text(String words, @Nullable Path work) {
    String command = "sealstream " + words;
    if (work == null) {
      return command;
    }
    String folder = work.toString();
    return command + " --work " + (folder.contains(" ") ? '"' + folder + '"' : folder);
  }
}
