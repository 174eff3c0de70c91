package io.sealstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RgwServerITCase {
  private static final String BUCKET = "restart-check";

  @Test
  @DisplayName("the gateway starts in an empty folder, and again where it was")
  void gatewayComesBackInItsFolder() throws Exception {
    if (!"1".equals(System.getProperty("SEALSTREAM_STRICT", System.getenv("SEALSTREAM_STRICT")))) {
      assumeThat(RgwServer.isInstalled()).as("Ceph is installed").isTrue();
    }
    Launch launch = Launch.forTest(WorkFolders.of(RgwServerITCase.class, "rgw"));
    for (int start = 0; start < 2; start++) {
      try (RgwServer rgw = RgwServer.start(launch)) {
        assertThat(rgw.processes()).hasSize(3).allMatch(ChildProcess::isAlive);
        var unknown = LocalHttp.get(rgw.endpoint() + "/" + BUCKET);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("NoSuchBucket");
      }
    }
  }
}
