package io.sealstream.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.Bytes;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceStoresTest {
  @TempDir Path root;

  @Test
  @DisplayName("a path and its file: address name the same folder")
  void pathAndFileAddressAreTheSameFolder() throws Exception {
    Path folder = root.resolve("with space");
    try (var byPath = EvidenceStores.open(folder.toString(), Map.of());
        var byAddress = EvidenceStores.open(folder.toUri().toString(), Map.of())) {
      byPath.putHint("a/b", Bytes.utf8("same"));
      assertThat(byAddress.read("a/b")).contains(Bytes.utf8("same"));
    }
  }

  @Test
  @DisplayName("an s3 address opens without asking the server")
  void s3AddressOpensOffline() {
    var keys = Map.of("access-key", "a", "secret-key", "b", "endpoint", "http://127.0.0.1:1");
    try (var store = EvidenceStores.open("s3://bucket/some/prefix", keys)) {
      assertThat(store).isInstanceOf(S3EvidenceStore.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "http://x/y", "s3://", "s3://b", "s3://Bad_Bucket/x", "file:"})
  @DisplayName("an address that names no archive is refused")
  void badAddressIsRefused(String address) {
    assertThatThrownBy(() -> EvidenceStores.open(address, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "endpoint",
        "profile",
        "path-style",
        "checksum",
        "part-mib",
        "secret-key",
        "session-token",
        "secretkey"
      })
  @DisplayName("an option that makes no sense is named, and its value is not repeated")
  void badOptionIsNamedWithoutItsValue(String option) {
    assertThatThrownBy(
            () -> EvidenceStores.open("s3://bucket", Map.of(option, "http://u:hunter2@h")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(option)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  @DisplayName("a folder takes no options, so that a mistyped address is noticed")
  void folderTakesNoOptions() {
    assertThatThrownBy(
            () -> EvidenceStores.open(root.toString(), Map.of("endpoint", "http://127.0.0.1:1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("endpoint");
  }
}
