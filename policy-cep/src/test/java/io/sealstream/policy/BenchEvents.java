package io.sealstream.policy;

import io.sealstream.schemas.sample.SampleGenerator;
import io.sealstream.schemas.sample.SampleOptions;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.Comparator;
import java.util.List;

/** Decoded events for benchmarks: everyday work in our own applications. */
final class BenchEvents {
  private static final int GENERATED = 100_000;
  private static final int COUNT = 1 << 16;

  private BenchEvents() {}

  /** 65,536 native events, the same every time. */
  static List<AuditEvent> nativeEvents() {
    return new SampleGenerator(SampleOptions.of(GENERATED, 7))
        .events().stream().filter(event -> event.getOriginal() == null).limit(COUNT).toList();
  }

  /** The same in the order of their time. */
  static List<AuditEvent> inOrder() {
    return nativeEvents().stream().sorted(Comparator.comparing(AuditEvent::getTime)).toList();
  }
}
