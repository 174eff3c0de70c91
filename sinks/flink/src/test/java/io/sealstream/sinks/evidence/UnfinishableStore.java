package io.sealstream.sinks.evidence;

import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.ForwardingStore;
import io.sealstream.evidence.store.Placement;
import io.sealstream.evidence.store.StagedObject;
import io.sealstream.evidence.store.StagingStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A store one of whose uploads cannot be finished; notes what became of each, by its key. */
final class UnfinishableStore implements ForwardingStore {
  private final EvidenceStore store;
  private final int unfinishable;
  private final List<String> staged = new ArrayList<>();
  private final List<String> finished = new ArrayList<>();
  private final List<String> abandoned = new ArrayList<>();

  /**
   * Over a store.
   *
   * @param unfinishable how many uploads finish before one does not
   */
  UnfinishableStore(int unfinishable, EvidenceStore store) {
    this.store = store;
    this.unfinishable = unfinishable;
  }

  List<String> staged() {
    return List.copyOf(staged);
  }

  List<String> finished() {
    return List.copyOf(finished);
  }

  /** Closed without having been finished. */
  List<String> abandoned() {
    return List.copyOf(abandoned);
  }

  @Override
  public EvidenceStore store() {
    return store;
  }

  @Override
  public StagingStream stage(String key, Placement placement) throws IOException {
    staged.add(key);
    return new Upload(key, store.stage(key, placement));
  }

  private final class Upload extends StagingStream {
    private final String key;
    private final StagingStream upload;

    Upload(String key, StagingStream upload) {
      this.key = key;
      this.upload = upload;
    }

    @Override
    public void write(int b) throws IOException {
      upload.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      upload.write(bytes, offset, length);
    }

    @Override
    public StagedObject finish() throws IOException {
      if (finished.size() == unfinishable) {
        throw new IOException("the last part of " + key + " is not taken");
      }
      finished.add(key);
      return upload.finish();
    }

    @Override
    public void close() throws IOException {
      if (!finished.contains(key)) {
        abandoned.add(key);
      }
      upload.close();
    }
  }
}
