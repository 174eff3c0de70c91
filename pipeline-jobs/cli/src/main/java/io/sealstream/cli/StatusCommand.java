package io.sealstream.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.cli.options.Answer;
import io.sealstream.cli.options.StackFolder;
import io.sealstream.local.Endpoints;
import io.sealstream.local.StackStatus;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code sealstream status}: asks each server of the local stack. Exit 0 when all answer, 2 when
 * one does not or the stack is not up.
 */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Asks each server of the local stack whether it is up.")
final class StatusCommand implements Callable<Integer> {
  @Mixin private final StackFolder folder = new StackFolder();
  @Mixin private final Answer answer = new Answer();

  @Override
  public Integer call() {
    List<StackStatus> servers =
        Endpoints.load(folder.path()).map(StackStatus::ask).orElse(List.of());
    answer.print(() -> asWords(servers), () -> asJson(servers));
    return allUp(servers) ? 0 : ErrorLine.UNUSABLE;
  }

  private static boolean allUp(List<StackStatus> servers) {
    return !servers.isEmpty() && servers.stream().allMatch(StackStatus::up);
  }

  private String asWords(List<StackStatus> servers) {
    return servers.isEmpty()
        ? "the local stack is not up: '" + folder.command("up") + "' starts it"
        : servers.stream().map(StatusCommand::asLine).collect(Collectors.joining("\n"));
  }

  private static String asLine(StackStatus server) {
    return "%-8s %-4s %s"
        .formatted(server.server().word(), server.up() ? "up" : "down", server.address());
  }

  private static ObjectNode asJson(List<StackStatus> servers) {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("up", allUp(servers));
    ArrayNode list = root.putArray("servers");
    for (StackStatus server : servers) {
      list.addObject()
          .put("server", server.server().word())
          .put("up", server.up())
          .put("address", server.address());
    }
    return root;
  }
}
