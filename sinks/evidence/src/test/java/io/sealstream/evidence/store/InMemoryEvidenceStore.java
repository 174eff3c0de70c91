package io.sealstream.evidence.store;

import io.sealstream.schemas.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A store in memory for tests: it notes the lock asked for and gives it back as held. */
public final class InMemoryEvidenceStore implements EvidenceStore, LegalHolds {
  private record Held(Bytes body, LockMode mode, Instant retainUntil) {}

  private final SortedMap<String, Held> objects = new TreeMap<>();
  private final SortedSet<String> held = new TreeSet<>();
  private final SortedMap<String, Bytes> staged = new TreeMap<>();
  private int uploads;
  private Runnable afterListing = () -> {};

  @Override
  public StagingStream stage(String key) {
    return new Staging(ObjectKeys.check(key));
  }

  @Override
  public synchronized PublishedObject complete(StagedObject upload, LockRequest lock)
      throws UploadLostException, ObjectConflictException {
    @Nullable Held held = objects.get(upload.key());
    if (held != null && !Sha256.of(held.body()).equals(upload.sha256())) {
      throw ObjectConflictException.ofHashes(upload.key(), upload.sha256(), Sha256.of(held.body()));
    }
    @Nullable Bytes body = staged.remove(upload.uploadId());
    if (held == null && body == null) {
      throw new UploadLostException(upload.key() + " and its upload are gone");
    }
    return hold(upload.key(), held != null ? held.body() : Objects.requireNonNull(body), lock);
  }

  @Override
  public synchronized PublishedObject createOnce(String key, Bytes body, LockRequest lock)
      throws ObjectConflictException {
    @Nullable Held held = objects.get(ObjectKeys.check(key));
    if (held != null && !held.body().equals(body)) {
      throw ObjectConflictException.of(key, body, held.body());
    }
    return hold(key, body, lock);
  }

  @Override
  public synchronized void putHint(String key, Bytes body) {
    objects.put(ObjectKeys.check(key), new Held(body, LockMode.NONE, Instant.EPOCH));
  }

  /** What an attacker with the disk could do. */
  public synchronized void tamper(String key, Bytes body) {
    objects.put(key, new Held(body, LockMode.NONE, Instant.EPOCH));
  }

  @Override
  public synchronized Optional<String> oldestVersion(String key) {
    return objects.containsKey(key) ? Optional.of("v1") : Optional.empty();
  }

  @Override
  public synchronized void hold(String key, String versionId, boolean on) {
    if (on) {
      held.add(key);
    } else {
      held.remove(key);
    }
  }

  @Override
  public synchronized boolean isHeld(String key, String versionId) {
    return held.contains(key);
  }

  /** Locks what is there, hints too, as a store does that is asked for it. */
  public synchronized void lockAll(LockRequest lock) {
    objects.replaceAll((key, held) -> new Held(held.body(), lock.mode(), lock.retainUntil()));
  }

  /** Keys of what is held. */
  public synchronized SortedSet<String> held() {
    return new TreeSet<>(held);
  }

  /** What an attacker with the disk could do. */
  public synchronized void remove(String key) {
    objects.remove(key);
  }

  /** Forgets a staged upload, as a bucket's clean-up rule does. */
  public synchronized void loseUpload(StagedObject upload) {
    staged.remove(upload.uploadId());
  }

  @Override
  public synchronized Optional<Bytes> read(String key) {
    return Optional.ofNullable(objects.get(ObjectKeys.check(key))).map(Held::body);
  }

  @Override
  public InputStream open(String key) throws FileNotFoundException {
    Bytes body = read(key).orElseThrow(() -> new FileNotFoundException(key));
    return new ByteArrayInputStream(body.unsafeArray());
  }

  /** Lets something happen once, right after the next listing. */
  public synchronized void afterListing(Runnable once) {
    afterListing = once;
  }

  /** The same without a disk that could fail. */
  @Override
  public List<String> list(String prefix) {
    try {
      return EvidenceStore.super.list(prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void forEachKey(String prefix, KeyReceiver receiver) throws IOException {
    ObjectKeys.checkPrefix(prefix);
    List<String> keys = objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    Runnable once = afterListing;
    afterListing = () -> {};
    once.run();
    for (String key : keys) {
      receiver.key(key);
    }
  }

  /** One version of each object, with the lock that was asked for. */
  @Override
  public Optional<StoreInspection> inspection() {
    return Optional.of(
        new StoreInspection() {
          @Override
          public List<StoredVersion> versions(String key) {
            return read(key).isPresent() ? List.of(new StoredVersion("", false)) : List.of();
          }

          @Override
          public PublishedObject held(String key, String versionId) {
            return hold(key, read(key).orElseThrow(), LockRequest.NONE);
          }

          @Override
          public boolean isHeld(String key, String versionId) {
            return InMemoryEvidenceStore.this.isHeld(ObjectKeys.check(key), versionId);
          }

          @Override
          public Bytes sha256(String key, String versionId) {
            return Sha256.of(read(key).orElseThrow());
          }
        });
  }

  @Override
  public void close() {}

  /** Keeps the stronger of the lock held and the lock asked for. */
  private PublishedObject hold(String key, Bytes body, LockRequest lock) {
    Instant asked = lock.mode() == LockMode.NONE ? Instant.EPOCH : lock.retainUntil();
    @Nullable Held old = objects.get(key);
    LockMode mode = old == null || old.mode().compareTo(lock.mode()) < 0 ? lock.mode() : old.mode();
    Instant until = old == null || old.retainUntil().isBefore(asked) ? asked : old.retainUntil();
    objects.put(key, new Held(body, mode, until));
    return new PublishedObject(key, "", Sha256.of(body).toHex(), body.size(), mode, until);
  }

  private synchronized String keep(Bytes body) {
    String uploadId = "upload-" + ++uploads;
    staged.put(uploadId, body);
    return uploadId;
  }

  private final class Staging extends StagingStream {
    private final String key;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private boolean finished;

    Staging(String key) {
      this.key = key;
    }

    @Override
    public void write(int b) {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      out.write(bytes, offset, length);
    }

    @Override
    public StagedObject finish() {
      if (finished) {
        throw new IllegalStateException(key + " is finished");
      }
      finished = true;
      Bytes body = Bytes.wrap(out.toByteArray());
      return new StagedObject(key, keep(body), List.of(), body.size(), Sha256.of(body), "");
    }
  }
}
