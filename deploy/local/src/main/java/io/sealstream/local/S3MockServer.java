package io.sealstream.local;

import java.nio.file.Path;
import java.time.Duration;

/**
 * One S3Mock: an object store wherever Java runs, for development.
 *
 * <p>Two things it does not do: it deletes locked objects without a murmur, so it is no place for
 * evidence that counts; and it <b>binds all interfaces</b>, not loopback only, because it has no
 * setting for that. Any credentials are taken. Objects survive a stop.
 */
public final class S3MockServer implements AutoCloseable {
  private static final String MODULE = "s3mock-server";
  private static final String MAIN = "com.adobe.testing.s3mock.S3MockApplication";
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private final String endpoint;
  private final ChildProcess process;

  private S3MockServer(String endpoint, ChildProcess process) {
    this.endpoint = endpoint;
    this.process = process;
  }

  /**
   * Starts a store for a test on a free port and returns when it answers.
   *
   * @throws LocalStackException when it does not start; no process is left behind
   */
  public static S3MockServer start(Path work) {
    return start(Launch.forTest(work));
  }

  /** Starts a store without buckets and returns when it answers. */
  public static S3MockServer start(Launch launch) {
    int port = launch.ports().port("s3mock");
    JvmCommand jvm =
        new JvmCommand(256)
            .quickStart()
            .flags(
                "-Dhttp.port=" + port,
                // The HTTPS connector cannot be switched off: any port.
                "-Dserver.port=0",
                "-Dcom.adobe.testing.s3mock.store.root=" + launch.folder("s3mock-data"),
                "-Dcom.adobe.testing.s3mock.store.retain-files-on-exit=true",
                "-Dcom.adobe.testing.s3mock.max-payload-size=256MB",
                "-Djava.io.tmpdir=" + launch.folder("s3mock-tmp"));
    ChildProcess process =
        ChildProcess.start(
            "s3mock", launch.work(), jvm.main(launch.home().classPath(MODULE), MAIN));
    String endpoint = "http://127.0.0.1:" + port;
    process.awaitReady(LocalHttp.answersOk(endpoint + "/"), START_TIMEOUT);
    return new S3MockServer(endpoint, process);
  }

  /** Address for S3 clients; use path-style access. */
  public String endpoint() {
    return endpoint;
  }

  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
