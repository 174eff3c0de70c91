package io.sealstream.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One Apicurio schema registry on loopback, spoken to in Confluent's dialect. Schemas are kept in a
 * file below the work folder, so that ids in Kafka stay valid over a restart.
 */
public final class RegistryServer implements AutoCloseable {
  private static final String MODULE = "registry-server";
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

  private final String url;
  private final ChildProcess process;

  private RegistryServer(String url, ChildProcess process) {
    this.url = url;
    this.process = process;
  }

  /**
   * Starts a registry for a test on a free port and returns when it answers.
   *
   * @throws LocalStackException when it does not start; no process is left behind
   */
  public static RegistryServer start(Path work) {
    return start(Launch.forTest(work));
  }

  /** Starts a registry and returns when it answers. */
  public static RegistryServer start(Launch launch) {
    int port = launch.ports().port("registry");
    Path database = launch.folder("registry-data").resolve("registry");
    JvmCommand jvm =
        new JvmCommand(256)
            .quickStart()
            .flags(
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-DREGISTRY_DATASOURCE_URL=jdbc:h2:file:" + database,
                "-Dquarkus.banner.enabled=false");
    ChildProcess process =
        ChildProcess.start("registry", launch.work(), jvm.jar(jar(launch.home())));
    String url = "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    process.awaitReady(LocalHttp.answersOk(url + "/subjects"), START_TIMEOUT);
    return new RegistryServer(url, process);
  }

  /** Base address of the Confluent-compatible API. */
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

  private static Path jar(LocalHome home) {
    Path server = home.built(MODULE, "server");
    try (var files = Files.walk(server, 2)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(() -> new LocalStackException("No *-runner.jar in " + server));
    } catch (IOException e) {
      throw new LocalStackException("Cannot list " + server, e);
    }
  }
}
