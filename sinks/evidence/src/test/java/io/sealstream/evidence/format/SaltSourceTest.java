package io.sealstream.evidence.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class SaltSourceTest {
  private static final int SALTS = 20_000;
  private static final int LARGER_THAN_WHAT_IS_STORED = 10_000;

  @Test
  void noSaltIsHandedOutTwiceWhoeverAsks() {
    SaltSource salts = SaltSource.secure();
    Set<Bytes> seen = ConcurrentHashMap.newKeySet();
    List<CompletableFuture<Void>> asking = new ArrayList<>();
    for (int thread = 0; thread < 2; thread++) {
      asking.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < SALTS; i++) {
                  assertThat(seen.add(salts.next(SaltSource.SALT_BYTES))).isTrue();
                }
              }));
    }
    asking.forEach(CompletableFuture::join);

    assertThat(seen).hasSize(2 * SALTS).doesNotContain(Bytes.wrap(new byte[16]));
  }

  @Test
  void anyNumberOfBytesMayBeAskedFor() {
    SaltSource salts = SaltSource.secure();
    Bytes first = salts.next(LARGER_THAN_WHAT_IS_STORED);

    assertThat(first.size()).isEqualTo(LARGER_THAN_WHAT_IS_STORED);
    assertThat(salts.next(LARGER_THAN_WHAT_IS_STORED)).isNotEqualTo(first);
  }
}
