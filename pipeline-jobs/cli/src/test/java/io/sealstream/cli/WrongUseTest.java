package io.sealstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sealstream.local.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Used wrongly: one line that says what, where and what to do, and exit 2. */
class WrongUseTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "nonsense, --bootstrap nonsense: is it host:port?",
    "host:port, --bootstrap host:port: is it host:port?",
    "http://127.0.0.1, --bootstrap http://127.0.0.1: is it host:port?"
  })
  void aBadKafkaAddressIsNamed(String address, String message) throws IOException {
    Path events = Files.writeString(folder.resolve("events.jsonl"), "{}");
    assertLine(
        "sealstream ingest: " + message,
        "ingest",
        "--format=native",
        "--bootstrap=" + address,
        "--registry=http://127.0.0.1:1",
        events.toString());
  }

  @Test
  void aBadRegistryAddressIsNamed() throws IOException {
    Path events = Files.writeString(folder.resolve("events.jsonl"), "{}");
    assertLine(
        "sealstream ingest: --registry nonsense: a registry address starts with http(s)://",
        "ingest",
        "--format=native",
        "--bootstrap=127.0.0.1:1",
        "--registry=nonsense",
        events.toString());
  }

  @Test
  void aFolderWithoutAFileIsNoInput() {
    assertLine(
        "sealstream ingest: cannot read " + folder + ", which is a folder without a file",
        "ingest",
        "--format=native",
        "--bootstrap=127.0.0.1:1",
        "--registry=http://127.0.0.1:1",
        folder.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "localhost:8081", "ftp://host", "http://", "http://a b"})
  void aBadJobManagerAddressIsNamed(String url) throws IOException {
    assertLine(
        "sealstream submit: not the address of a Flink cluster: '" + url + "'; it looks like http",
        submit(url));
  }

  @Test
  void aJobManagerThatDoesNotAnswerIsNamed() throws IOException {
    String url = "http://127.0.0.1:" + Ports.free().port("nobody");
    assertLine(
        "sealstream submit: Flink does not answer at " + url + ": is the address right",
        submit(url));
  }

  @Test
  void whatIsNotFlinkIsNamed() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, 6);
          exchange.getResponseBody().write("<html>".getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      assertLine("sealstream submit: What answers at " + url + " is not Flink", submit(url));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void hintsNameTheWorkFolder() {
    String work = folder.toString();
    assertThat(ConsoleRun.of("status", "--work", work).out())
        .contains("'sealstream up --work " + work + "'");
    assertLine(
        "The local stack is not up: run 'sealstream up --work " + work + "'",
        "submit",
        "policy",
        "--jar=any.jar",
        "--work=" + work);
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "down", "status"})
  void aWorkFolderThatIsAFileIsNamed(String command) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertLine("--work " + file + " is a file; name a folder", command, "--work=" + file);
  }

  @ParameterizedTest
  @CsvSource({
    "--start=yesterday, is no time; write it like 2026-06-01T00:00:00Z",
    "--late=5001, late events must be 0 to 5000",
    "--count=1, count must be at least 200"
  })
  void anImpossibleSampleIsRefused(String option, String message) {
    Path file = folder.resolve("sample.jsonl");
    assertLine(message, "sample", option, "--out=" + file);
    assertThat(file).doesNotExist();
  }

  @Test
  void aDamagedStackFileNamesTheCommandThatRemovesIt() throws IOException {
    Files.writeString(folder.resolve("endpoints.json"), "{");
    assertLine("run 'sealstream down --work " + folder + "'", "status", "--work=" + folder);
  }

  @Test
  void sampleMakesTheFoldersAboveItsFile() {
    Path file = folder.resolve("a/b/sample.jsonl");
    ConsoleRun run = ConsoleRun.of("sample", "--count=200", "--out=" + file);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(file).isRegularFile();
    assertLine("cannot write " + folder + ": it is a folder", "sample", "--out=" + folder);
  }

  private String[] submit(String url) throws IOException {
    Path jar = Files.writeString(folder.resolve("job.jar"), "jar");
    return List.of("submit", "policy", "--jobmanager=" + url, "--jar=" + jar)
        .toArray(String[]::new);
  }

  private static void assertLine(String message, String... arguments) {
    ConsoleRun run = ConsoleRun.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err().lines()).singleElement().asString().contains(message);
    assertThat(run.out()).isEmpty();
  }
}
