package io.sealstream.evidence.verify;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.ForwardingStore;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.PublishedObject;
import io.sealstream.evidence.store.StagedObject;
import io.sealstream.evidence.store.StagingStream;
import io.sealstream.schemas.Bytes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * An untrusted archive, read only. Of a file that should be small and is not, no more than the
 * limit is read: what is cut off fails its own check, and LIMIT says why.
 */
record BoundedStore(EvidenceStore store, Problems problems) implements ForwardingStore {
  private static final int MAX_BYTES = 128 << 20;
  private static final String READ_ONLY = "verification only reads";

  @Override
  public Optional<Bytes> read(String key) throws IOException {
    try (InputStream in = open(key)) {
      byte[] body = in.readNBytes(MAX_BYTES);
      if (body.length == MAX_BYTES) {
        problems.add(VerdictCode.LIMIT, key, "more than " + MAX_BYTES + " bytes");
      }
      return Optional.of(Bytes.wrap(body));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** A name that is no key is listed all the same: nothing lies where it would lead. */
  @Override
  public InputStream open(String key) throws IOException {
    try {
      return store.open(key);
    } catch (IllegalArgumentException e) {
      throw new FileNotFoundException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public StagingStream stage(String key) {
    throw new UnsupportedOperationException(READ_ONLY);
  }

  @Override
  public PublishedObject complete(StagedObject staged, LockRequest lock) {
    throw new UnsupportedOperationException(READ_ONLY);
  }

  @Override
  public PublishedObject createOnce(String key, Bytes body, LockRequest lock) {
    throw new UnsupportedOperationException(READ_ONLY);
  }

  @Override
  public void putHint(String key, Bytes body) {
    throw new UnsupportedOperationException(READ_ONLY);
  }
}
