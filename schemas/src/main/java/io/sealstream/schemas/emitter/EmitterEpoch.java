package io.sealstream.schemas.emitter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The number of this start of an emitter: milliseconds since 1970, and with a state file strictly
 * above every earlier one, whatever the clock does. The file stays locked while the emitter lives,
 * so that two processes cannot speak under one emitter id.
 */
final class EmitterEpoch implements AutoCloseable {

  /** Fixed width, so that a rewrite replaces the whole of it within one disk sector. */
  private static final int FORM_BYTES = 20;

  private final long value;
  private final @Nullable FileChannel locked;

  private EmitterEpoch(long value, @Nullable FileChannel locked) {
    this.value = value;
    this.locked = locked;
  }

  /** Without memory: rises as the clock rises. */
  static EmitterEpoch ofClock(InstantSource clock) {
    return new EmitterEpoch(clock.millis(), null);
  }

  /**
   * Takes the file's lock, and the next epoch; durable when it returns.
   *
   * @throws IllegalStateException when another emitter holds the file, or it holds no epoch
   * @throws UncheckedIOException when it cannot be read or written
   */
  static EmitterEpoch ofFile(InstantSource clock, Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        return next(clock, file, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("emitter state file " + file, e);
    }
  }

  private static EmitterEpoch next(InstantSource clock, Path file, FileChannel channel)
      throws IOException {
    lock(file, channel);
    long epoch = Math.max(clock.millis(), Math.addExact(last(file, channel), 1));
    channel.write(
        ByteBuffer.wrap(String.format("%019d\n", epoch).getBytes(StandardCharsets.US_ASCII)), 0);
    channel.force(true);
    return new EmitterEpoch(epoch, channel);
  }

  private static void lock(Path file, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new IllegalStateException(
          "another emitter holds "
              + file
              + ": give each emitter an id and a state file of its own");
    }
  }

  private static long last(Path file, FileChannel channel) throws IOException {
    if (channel.size() == 0) {
      return -1;
    }
    ByteBuffer bytes = ByteBuffer.allocate(FORM_BYTES);
    channel.read(bytes, 0);
    String text = new String(bytes.array(), StandardCharsets.US_ASCII).strip();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalStateException(
          file + " is not an emitter state file: name another, or remove it", e);
    }
  }

  long value() {
    return value;
  }

  /** Lets the next emitter of this id start. */
  @Override
  public void close() {
    if (locked != null) {
      try {
        locked.close();
      } catch (IOException e) {
        throw new UncheckedIOException("releasing the emitter state file", e);
      }
    }
  }
}
