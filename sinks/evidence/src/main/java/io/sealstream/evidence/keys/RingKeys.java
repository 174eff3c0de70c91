package io.sealstream.evidence.keys;

import io.sealstream.evidence.note.KeyMissingException;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.SigningKeys;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a ring file, which is read again whenever it is asked and has changed. Keys are
 * opened when first needed. While the file cannot be read, the ring read last still signs; but what
 * is in use is not told then. Safe for any thread.
 */
public final class RingKeys implements SigningKeys {
  /** Not the text of any checkpoint: a signature over it proves nothing to anybody. */
  private static final String TRIAL = "sealstream key trial\n";

  private final String origin;
  private final Path file;
  private final Map<KeyEntry, NoteSigner> opened = new HashMap<>();
  private final Set<KeyEntry> proven = new HashSet<>();
  private @Nullable Bytes text;
  private @Nullable KeyRing ring;

  private RingKeys(String origin, Path file) {
    this.origin = origin;
    this.file = file;
  }

  /**
   * Reads the ring.
   *
   * @throws IOException when it is none, or another log's
   */
  public static RingKeys open(String origin, Path file) throws IOException {
    RingKeys keys = new RingKeys(origin, file.toAbsolutePath());
    keys.refresh();
    return keys;
  }

  /**
   * Has each key in use of a ring sign once, before it is written there.
   *
   * @throws IOException when one of them does not, saying which and why
   */
  public static List<NoteKey> tryOut(KeyRing ring, Path file) throws IOException {
    return new RingKeys(ring.name(), file.toAbsolutePath()).inUse(ring);
  }

  @Override
  public String origin() {
    return origin;
  }

  /** Each of them has signed once before it is told: an announced key that fails stops sealing. */
  @Override
  public synchronized List<NoteKey> inUse() throws IOException {
    refresh();
    return inUse(current());
  }

  private synchronized List<NoteKey> inUse(KeyRing of) throws IOException {
    List<NoteKey> keys = new ArrayList<>();
    for (KeyEntry entry : of.inUse()) {
      NoteKey key = tried(entry);
      if (keys.contains(key)) {
        throw new IOException(file + ": " + entry.id() + " is the same key as another one in use");
      }
      keys.add(key);
    }
    return keys.stream().sorted().toList();
  }

  private NoteKey tried(KeyEntry entry) throws IOException {
    NoteSigner signer = signer(entry);
    if (proven.contains(entry)) {
      return signer.key();
    }
    try {
      if (!signer.key().verifies(TRIAL, signer.sign(TRIAL).signature())) {
        throw new IOException("its signature does not fit its public key; check its certificate");
      }
    } catch (IOException | UncheckedIOException e) {
      opened.remove(entry);
      throw new IOException("%s: key %s: %s".formatted(file, entry.id(), e.getMessage()), e);
    }
    proven.add(entry);
    return signer.key();
  }

  @Override
  public synchronized NoteSigner signer(NoteKey key) throws IOException {
    refreshIfPossible();
    List<String> tried = new ArrayList<>();
    @Nullable KeyServiceException silent = null;
    for (KeyEntry entry : current().keys()) {
      try {
        NoteSigner signer = signer(entry);
        if (signer.key().equals(key)) {
          return signer;
        }
        tried.add(entry.id() + " is " + signer.key().label());
      } catch (KeyServiceException e) {
        silent = e;
      } catch (IOException e) {
        tried.add(entry.id() + " cannot be opened: " + e);
      }
    }
    if (silent != null) {
      throw silent;
    }
    throw new KeyMissingException(
        "the key %s is missing; of %s, %s; put it back, retired keys too"
            .formatted(key.label(), file, String.join(", ", tried)));
  }

  private NoteSigner signer(KeyEntry entry) throws IOException {
    NoteSigner known = opened.get(entry);
    if (known != null) {
      return known;
    }
    NoteSigner signer = entry.place().open(origin, file.resolveSibling("."));
    opened.put(entry, signer);
    return signer;
  }

  private KeyRing current() {
    return Objects.requireNonNull(ring, "not read");
  }

  private void refreshIfPossible() throws IOException {
    try {
      refresh();
    } catch (IOException e) {
      if (ring == null) {
        throw e;
      }
    }
  }

  private synchronized void refresh() throws IOException {
    Bytes now = Bytes.wrap(Files.readAllBytes(file));
    if (text != null && now.equals(text)) {
      return;
    }
    KeyRing read = KeyRingFile.parse(now, file);
    if (!read.name().equals(origin)) {
      throw new IOException(
          "%s is the key ring of %s, not of %s".formatted(file, read.name(), origin));
    }
    opened.keySet().retainAll(read.keys());
    proven.retainAll(read.keys());
    ring = read;
    text = now;
  }
}
