package io.sealstream.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.local.RunningStack;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sealstream down}: stops what {@code up} started; data stays. Nothing to stop is fine. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops the local stack; its data stays in the work folder.")
final class DownCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private final StackFolder folder = new StackFolder();

  @Option(names = "--json", description = "One JSON object on stdout.")
  private boolean json;

  @Override
  public Integer call() {
    RunningStack running = RunningStack.in(folder.path());
    running.stop();
    PrintWriter out = Commands.required(spec).commandLine().getOut();
    if (json) {
      out.println(JsonNodeFactory.instance.objectNode().put("stopped", running.size()));
    } else if (running.isEmpty()) {
      out.println("nothing is up in " + folder.path());
    } else {
      out.println("stopped " + running);
    }
    out.flush();
    return 0;
  }
}
