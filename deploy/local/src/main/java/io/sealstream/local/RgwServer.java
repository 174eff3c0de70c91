package io.sealstream.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * One Ceph object gateway on loopback: the S3 server of the local stack that really enforces Object
 * Lock. Its data lies below the work folder and is there again after a restart. It needs the Debian
 * packages {@code radosgw ceph-mon ceph-osd ceph-common}; starting takes about half a minute.
 */
public final class RgwServer implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
  private static final String ACCESS_KEY = "sealstream";

  /** No secret: the server listens on loopback only and holds development data. */
  private static final String SECRET_KEY = "sealstream-local";

  private final String endpoint;
  private final CephCluster cluster;

  private RgwServer(String endpoint, CephCluster cluster) {
    this.endpoint = endpoint;
    this.cluster = cluster;
  }

  /** Whether the programs are on the path; if not, only S3Mock or a folder can be used. */
  public static boolean isInstalled() {
    return Stream.of("radosgw", "radosgw-admin", "ceph-mon", "ceph-osd", "ceph", "monmaptool")
        .allMatch(program -> LocalHome.program(program).isPresent());
  }

  /**
   * Starts a gateway for a test on free ports and returns when it answers.
   *
   * @throws LocalStackException when it does not start; no process is left behind
   */
  public static RgwServer start(Path work) {
    return start(Launch.forTest(work));
  }

  /** Starts a gateway and returns when it answers. */
  public static RgwServer start(Launch launch) {
    if (!isInstalled()) {
      throw new LocalStackException(
          "Ceph is not installed: apt-get install --no-install-recommends radosgw ceph-mon"
              + " ceph-osd ceph-common");
    }
    int port = launch.ports().port("rgw");
    String endpoint = "http://127.0.0.1:" + port;
    CephCluster cluster = CephCluster.start(launch, port);
    try {
      ChildProcess gateway = cluster.daemon("radosgw", "-n", "client.rgw.a", "-f");
      gateway.awaitReady(LocalHttp.answersOk(endpoint), START_TIMEOUT);
      if (cluster.isNew()) {
        createUser(cluster);
        cluster.markComplete();
      }
      return new RgwServer(endpoint, cluster);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Base address, for path-style requests. */
  public String endpoint() {
    return endpoint;
  }

  public String accessKey() {
    return ACCESS_KEY;
  }

  public String secretKey() {
    return SECRET_KEY;
  }

  /** All its processes, in the order of their start. */
  public List<ChildProcess> processes() {
    return cluster.daemons();
  }

  /**
   * Applies the lifecycle rules of all buckets now, as if each second since a write were a day, and
   * returns when they are applied. The server itself does so once a day.
   */
  public void processLifecycle() {
    cluster.run("radosgw-admin", "lc", "process", "--rgw-lc-debug-interval=1");
  }

  @Override
  public void close() {
    cluster.close();
  }

  private static void createUser(CephCluster cluster) {
    cluster.run(
        "radosgw-admin",
        "user",
        "create",
        "--uid=sealstream",
        "--display-name=Sealstream",
        "--access-key=" + ACCESS_KEY,
        "--secret=" + SECRET_KEY);
  }
}
