package io.sealstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void noFreePortIsGivenTwiceOrLiesWhereConnectionsTakeTheirs() {
    Ports ports = Ports.free();

    List<Integer> given = IntStream.range(0, 2000).map(i -> ports.port("p" + i)).boxed().toList();

    assertThat(given)
        .doesNotHaveDuplicates()
        .allSatisfy(port -> assertThat(port).isBetween(20_000, 32_767));
  }

  @Test
  void fixedPortThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> Ports.fixed(Map.of("rgw", port)).port("rgw"))
          .isInstanceOf(LocalStackException.class)
          .hasMessageContaining("Port " + port + ", wanted by rgw, is taken");
    }
  }
}
