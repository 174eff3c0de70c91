package io.sealstream.sinks.evidence;

import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.SigningKeys;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the sealer which keys are in use, looked up on a thread of its own: the barrier waits for
 * no token and no service. Keys that cannot be had are not taken into use; the ones before stay.
 */
final class KeyWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyWatch.class);

  private final SigningKeys keys;
  private final ExecutorService thread;
  private volatile List<NoteKey> inUse;

  private KeyWatch(SigningKeys keys, List<NoteKey> inUse) {
    this.keys = keys;
    this.inUse = inUse;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              var worker = new Thread(work, "evidence-key-watch");
              worker.setDaemon(true);
              return worker;
            });
  }

  /**
   * Asks once, and waits for the answer.
   *
   * @throws IOException when the keys in use cannot be had
   */
  static KeyWatch open(SigningKeys keys) throws IOException {
    return new KeyWatch(keys, keys.inUse());
  }

  /** The keys that the next seal names. Never blocks. */
  List<NoteKey> inUse() {
    return inUse;
  }

  /** Looks again, soon. Never blocks. */
  void lookAround() {
    thread.execute(this::look);
  }

  private void look() {
    try {
      List<NoteKey> now = keys.inUse();
      if (!now.equals(inUse)) {
        LOG.warn("ROTATION: the next seal announces the keys {}", labels(now));
        inUse = now;
      }
    } catch (IOException | RuntimeException e) {
      // Whatever it is: sealing goes on with the keys that were in use.
      LOG.error("the keys in use cannot be had, {} stay: {}", labels(inUse), e.getMessage());
    }
  }

  private static List<String> labels(List<NoteKey> keys) {
    return keys.stream().map(NoteKey::label).toList();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
