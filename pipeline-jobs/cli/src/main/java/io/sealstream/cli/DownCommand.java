package io.sealstream.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.cli.options.Answer;
import io.sealstream.cli.options.StackFolder;
import io.sealstream.local.RunningStack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sealstream down}: stops what {@code up} started; data stays. Nothing to stop is fine. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops the local stack; its data stays in the work folder.")
final class DownCommand implements Callable<Integer> {
  @Mixin private final StackFolder folder = new StackFolder();
  @Mixin private final Answer answer = new Answer();

  @Override
  public Integer call() {
    RunningStack running = RunningStack.in(folder.path());
    running.stop();
    answer.print(
        () -> running.isEmpty() ? "nothing is up in " + folder.path() : "stopped " + running,
        () -> JsonNodeFactory.instance.objectNode().put("stopped", running.size()));
    return 0;
  }
}
