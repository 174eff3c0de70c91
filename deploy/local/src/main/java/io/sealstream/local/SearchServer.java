package io.sealstream.local;

import java.nio.file.Path;
import java.time.Duration;

/**
 * One OpenSearch node on loopback that also speaks the Elasticsearch dialect, so that Elastic's
 * Java client works unmodified. No security. Data survives a stop.
 */
public final class SearchServer implements AutoCloseable {
  private static final String MODULE = "search-server";
  private static final String MAIN = "io.sealstream.local.search.SearchNode";
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

  private final String url;
  private final ChildProcess process;

  private SearchServer(String url, ChildProcess process) {
    this.url = url;
    this.process = process;
  }

  /**
   * Starts a node for a test on a free port and returns when it answers.
   *
   * @throws LocalStackException when it does not start; no process is left behind
   */
  public static SearchServer start(Path work) {
    return start(Launch.forTest(work));
  }

  /** Starts a node and returns when it answers. */
  public static SearchServer start(Launch launch) {
    int port = launch.ports().port("search");
    int transport = launch.ports().port("search-transport");
    Path data = launch.folder("search-data");
    String[] arguments = {data.toString(), Integer.toString(port), Integer.toString(transport)};
    JvmCommand jvm =
        new JvmCommand(512).flags("-Xms512m", "-Djava.io.tmpdir=" + launch.folder("search-tmp"));
    ChildProcess process =
        ChildProcess.start(
            "search", launch.work(), jvm.main(launch.home().classPath(MODULE), MAIN, arguments));
    String url = "http://127.0.0.1:" + port;
    process.awaitReady(LocalHttp.answersOk(health(url)), START_TIMEOUT);
    return new SearchServer(url, process);
  }

  /** Address of the HTTP port. */
  public String url() {
    return url;
  }

  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }

  static String health(String url) {
    return url + "/_cluster/health";
  }
}
