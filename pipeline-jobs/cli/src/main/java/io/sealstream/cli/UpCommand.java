package io.sealstream.cli;

import io.sealstream.cli.options.Answer;
import io.sealstream.cli.options.StackFolder;
import io.sealstream.cli.options.StoreOption;
import io.sealstream.local.Endpoints;
import io.sealstream.local.FlinkCluster;
import io.sealstream.local.Launch;
import io.sealstream.local.LocalStack;
import io.sealstream.local.LocalStackException;
import io.sealstream.local.Ports;
import io.sealstream.local.Server;
import io.sealstream.local.StackOptions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code sealstream up}: starts the local stack and returns when every server answers, leaving them
 * running. Where the stack is up but has lost its task manager, only that is started again. Ctrl-C
 * before that stops what was started. Exit 2 when a stack is up already.
 */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts the local stack on loopback and leaves it running.")
final class UpCommand implements Callable<Integer> {
  @Mixin private final StackFolder folder = new StackFolder();
  @Mixin private final StoreOption store = new StoreOption();
  @Mixin private final Answer answer = new Answer();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "SERVER",
      description = "Only these, comma-separated: kafka, registry, search, store, flink.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "NAME=PORT",
      description =
          "Another port for a server, such as kafka=9092. Default: between 19000 and 19999.")
  private Map<String, Integer> ports = new HashMap<>();

  @Override
  public Integer call() {
    PrintWriter progress = answer.progress();
    if (FlinkCluster.lacksTaskManager(folder.path())) {
      return replaceTaskManager();
    }
    StackOptions options =
        new StackOptions(folder.path(), servers(), store.kind(), Ports.fixed(ports));
    LocalStack stack = LocalStack.start(folder.home(), options, line -> print(progress, line));
    stack.detach();
    answer.print(() -> summary(stack.endpoints(), options), () -> stack.endpoints().toJson());
    return 0;
  }

  private int replaceTaskManager() {
    Endpoints endpoints =
        Endpoints.load(folder.path())
            .orElseThrow(
                () ->
                    new LocalStackException(
                        "A half of a stack runs in %s: '%s' stops it"
                            .formatted(folder.path(), folder.command("down"))));
    FlinkCluster.replaceTaskManager(
        new Launch(folder.home(), folder.path(), Ports.free()), endpoints.flinkUrl());
    answer.print(
        () ->
            "the stack was up without its task manager, which runs again: " + endpoints.flinkUrl(),
        endpoints::toJson);
    return 0;
  }

  private Set<Server> servers() {
    EnumSet<Server> servers = EnumSet.noneOf(Server.class);
    only.forEach(word -> servers.add(Server.of(word)));
    return servers.isEmpty() ? EnumSet.allOf(Server.class) : servers;
  }

  private String summary(Endpoints endpoints, StackOptions options) {
    @Nullable String flink = endpoints.addresses().get(Server.FLINK);
    return "up: %d servers, logs in %s; '%s' stops them%s"
        .formatted(
            endpoints.addresses().size(),
            options.work(),
            folder.command("down"),
            flink == null ? "" : "; Flink UI: " + flink);
  }

  private static void print(PrintWriter writer, String line) {
    writer.println(line);
    writer.flush();
  }
}
