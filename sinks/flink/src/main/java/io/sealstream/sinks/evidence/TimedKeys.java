package io.sealstream.sinks.evidence;

import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSignature;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.SigningKeys;
import java.io.IOException;
import java.util.List;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Keys whose signatures are timed: the first sign that a token or a service gets slow. */
final class TimedKeys implements SigningKeys {
  private static final int SAMPLES = 500;
  private static final int NANOS_PER_MICRO = 1_000;

  private final SigningKeys keys;
  private final Histogram signMicros;

  TimedKeys(SigningKeys keys, MetricGroup group) {
    this.keys = keys;
    this.signMicros = group.histogram("signMicros", new DescriptiveStatisticsHistogram(SAMPLES));
  }

  @Override
  public String origin() {
    return keys.origin();
  }

  @Override
  public List<NoteKey> inUse() throws IOException {
    return keys.inUse();
  }

  @Override
  public NoteSigner signer(NoteKey key) throws IOException {
    return new Timed(keys.signer(key));
  }

  private final class Timed implements NoteSigner {
    private final NoteSigner signer;

    Timed(NoteSigner signer) {
      this.signer = signer;
    }

    @Override
    public NoteKey key() {
      return signer.key();
    }

    @Override
    public NoteSignature sign(String text) {
      long started = System.nanoTime();
      NoteSignature line = signer.sign(text);
      signMicros.update((System.nanoTime() - started) / NANOS_PER_MICRO);
      return line;
    }
  }
}
