package io.sealstream.schemas.emitter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidV7Test {

  @Test
  void idsCarryTheirTimeVersionAndVariant() {
    UUID id = generator(0x0123_4567_89abL).next();
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.toString()).startsWith("01234567-89ab-7");
  }

  @Test
  void idsRiseWithinOneMillisecondAndPastTheCountersEnd() {
    UuidV7 generator = generator(1_000_000);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(generator.next().toString());
    }
    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  private static UuidV7 generator(long millis) {
    return new UuidV7(InstantSource.fixed(Instant.ofEpochMilli(millis)), new Random(7));
  }
}
