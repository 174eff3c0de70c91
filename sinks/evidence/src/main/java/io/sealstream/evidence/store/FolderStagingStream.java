package io.sealstream.evidence.store;

import io.sealstream.schemas.Bytes;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/** Writes one staged file. */
final class FolderStagingStream extends StagingStream {
  private final FolderFiles files;
  private final String key;
  private final Path file;
  private final FileOutputStream sink;
  private final OutputStream out;
  private final MessageDigest digest = Sha256.digest();
  private long size;
  private boolean closed;
  private boolean finished;

  FolderStagingStream(FolderFiles files, String key) throws IOException {
    this.files = files;
    this.key = key;
    this.file = files.newStaged();
    this.sink = new FileOutputStream(file.toFile());
    this.out = new BufferedOutputStream(sink, 64 * 1024);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (closed) {
      throw new IllegalStateException("the upload of " + key + " is finished or closed");
    }
    out.write(bytes, offset, length);
    digest.update(bytes, offset, length);
    size += length;
  }

  @Override
  public StagedObject finish() throws IOException {
    if (closed) {
      throw new IllegalStateException("the upload of " + key + " is finished or closed");
    }
    out.flush();
    sink.getChannel().force(true);
    closed = true;
    sink.close();
    files.forceStaging();
    finished = true;
    return new StagedObject(
        key, FolderFiles.nameOf(file), List.of(), size, Bytes.wrap(digest.digest()), "");
  }

  @Override
  public void close() throws IOException {
    closed = true;
    sink.close();
    if (!finished) {
      Files.deleteIfExists(file);
    }
  }
}
