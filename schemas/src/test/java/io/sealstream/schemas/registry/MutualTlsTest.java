package io.sealstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.registry.RegistryConfig.Retry;
import io.sealstream.schemas.registry.RegistryConfig.Store;
import io.sealstream.schemas.registry.RegistryConfig.Tls;
import java.io.File;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real handshakes, with keys that the JDK's keytool makes for this run. */
class MutualTlsTest {
  private static final String PASSWORD = "changeit";
  private static final Retry ONCE = new Retry(0, Duration.ZERO, Duration.ZERO);

  @TempDir static Path folder;

  @BeforeAll
  static void makeKeys() throws Exception {
    for (String who : List.of("server", "client", "stranger")) {
      keytool(
          who + ".p12",
          "-genkeypair",
          "-alias",
          who,
          "-keyalg",
          "EC",
          "-dname",
          "CN=localhost",
          "-ext",
          "san=dns:localhost",
          "-validity",
          "2");
      keytool(who + ".p12", "-exportcert", "-alias", who, "-file", path(who + ".cer"));
    }
    trust("trusts-server.p12", "server");
    trust("trusts-client.p12", "client");
    trust("trusts-stranger.p12", "stranger");
  }

  private static void trust(String store, String who) throws Exception {
    keytool(store, "-importcert", "-noprompt", "-alias", who, "-file", path(who + ".cer"));
  }

  private static void keytool(String store, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", path(store), "-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("keytool %s", List.of(arguments)).isZero();
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }

  private static Store store(String name) {
    return new Store(path(name), PASSWORD);
  }

  private static SSLContext serverContext() throws Exception {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    char[] password = PASSWORD.toCharArray();
    keys.init(KeyStore.getInstance(new File(path("server.p12")), password), password);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(KeyStore.getInstance(new File(path("trusts-client.p12")), password));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static ConfluentSchemaRegistryClient client(
      String url, String trustStore, @Nullable String keyStore) {
    Tls tls = new Tls(store(trustStore), keyStore == null ? null : store(keyStore));
    return new ConfluentSchemaRegistryClient(
        RegistryConfig.of(url).withTls(tls).withRetry(ONCE), pause -> {});
  }

  @Test
  void aClientWithTheRightKeyIsServed() throws Exception {
    try (var server = RecordingRegistry.startMutualTls(serverContext(), RecordingRegistry.SCHEMA);
        var client = client(server.url(), "trusts-server.p12", "client.p12")) {
      assertThat(client.schemaById(1)).isPresent();
    }
  }

  @Test
  void aClientWithoutAKeyOrWithAStrangersIsNot() throws Exception {
    try (var server = RecordingRegistry.startMutualTls(serverContext(), RecordingRegistry.SCHEMA);
        var keyless = client(server.url(), "trusts-server.p12", null);
        var stranger = client(server.url(), "trusts-server.p12", "stranger.p12")) {
      assertThatThrownBy(() -> keyless.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class);
      assertThatThrownBy(() -> stranger.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aServerThatIsNotTrustedIsNotSpokenTo() throws Exception {
    try (var server = RecordingRegistry.startMutualTls(serverContext(), RecordingRegistry.SCHEMA);
        var client = client(server.url(), "trusts-stranger.p12", "client.p12")) {
      assertThatThrownBy(() -> client.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aStoreThatDoesNotOpenIsNamedAtOnce() {
    for (Store store :
        List.of(new Store(path("missing.p12"), PASSWORD), new Store(path("client.p12"), "wrong"))) {
      RegistryConfig config =
          RegistryConfig.of("https://localhost:1").withTls(new Tls(store, null));
      assertThatThrownBy(() -> new ConfluentSchemaRegistryClient(config))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cannot open the store " + store.path());
    }
  }
}
