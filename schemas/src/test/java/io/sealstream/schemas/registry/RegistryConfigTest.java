package io.sealstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.registry.RegistryConfig.Auth;
import io.sealstream.schemas.registry.RegistryConfig.Store;
import io.sealstream.schemas.registry.RegistryConfig.Tls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryConfigTest {

  @Test
  void addressesAreSplitAtCommasAndLoseTheirSlash() {
    assertThat(RegistryConfig.of(" http://a:1/x/ , https://b").urls())
        .containsExactly("http://a:1/x", "https://b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " , ", "a:8081", "ftp://a"})
  void whatIsNoAddressIsRefused(String urls) {
    assertThatThrownBy(() -> RegistryConfig.of(urls)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itsTextShowsNoSecret() {
    Tls tls = new Tls(new Store("trust.p12", "s3cret"), new Store("key.p12", "s3cret"));
    RegistryConfig config = RegistryConfig.of("http://a").withTls(tls);
    assertThat(config.withAuth(new Auth.Basic("u", "s3cret")).toString())
        .contains("u", "trust.p12")
        .doesNotContain("s3cret");
    assertThat(config.withAuth(new Auth.Bearer("s3cret")).toString()).doesNotContain("s3cret");
  }

  @Test
  void itTravelsWithTheJob() throws Exception {
    RegistryConfig config =
        RegistryConfig.of("http://a,http://b").withAuth(new Auth.Basic("u", "p"));
    assertThat(copy(config)).isEqualTo(config);
  }

  private static Object copy(Object original) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(original);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }
}
