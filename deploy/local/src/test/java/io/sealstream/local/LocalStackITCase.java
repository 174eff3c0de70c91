package io.sealstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LocalStackITCase {
  private final LocalHome home = LocalHome.find();

  @Test
  @DisplayName("while a stack is up a second start is refused, and 'down' ends a detached one")
  void secondStartIsRefused() {
    Path work = WorkFolders.of(LocalStackITCase.class, "stack");
    StackOptions options = options(work, Ports.free(), Server.KAFKA, Server.STORE);
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    LocalStack stack = LocalStack.start(home, options, lines::add);
    try {
      stack.detach();
      assertThat(lines)
          .anyMatch(line -> line.startsWith("store") && line.contains("all interfaces"));
      assertThatThrownBy(() -> LocalStack.start(home, options, lines::add))
          .isInstanceOf(LocalStackException.class)
          .hasMessageContaining("up already")
          .hasMessageContaining("sealstream down");

      Endpoints endpoints = Endpoints.load(work).orElseThrow();
      assertThat(endpoints).isEqualTo(stack.endpoints());
      assertThat(StackStatus.ask(endpoints)).hasSize(2).allMatch(StackStatus::up);

      RunningStack.in(work).stop();
      assertThat(StackStatus.ask(endpoints)).hasSize(2).noneMatch(StackStatus::up);
      assertThat(RunningStack.in(work).isEmpty()).isTrue();
      assertThat(Endpoints.load(work)).isEmpty();
    } finally {
      stack.close();
    }
  }

  @Test
  @DisplayName("a taken port is reported with its server, and no process is left behind")
  void nothingIsLeftAfterAFailedStart() throws Exception {
    Path work = WorkFolders.of(LocalStackITCase.class, "taken");
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Ports ports =
          Ports.fixed(
              Map.of(
                  "s3mock", taken.getLocalPort(),
                  "kafka", Ports.free().port("kafka"),
                  "kafka-controller", Ports.free().port("kafka-controller")));
      StackOptions options = options(work, ports, Server.KAFKA, Server.STORE);
      assertThatThrownBy(() -> LocalStack.start(home, options, line -> {}))
          .isInstanceOf(LocalStackException.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + ", wanted by s3mock");
    }
    assertThat(RunningStack.in(work).isEmpty()).isTrue();
    assertThat(Endpoints.load(work)).isEmpty();
  }

  private static StackOptions options(Path work, Ports ports, Server first, Server... others) {
    return new StackOptions(work, EnumSet.of(first, others), StoreKind.S3MOCK, ports);
  }
}
