package io.sealstream.evidence.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The durable file operations below {@link FolderEvidenceStore}. */
final class FolderFiles {
  private final Path root;
  private final Path staging;

  FolderFiles(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.staging = this.root.resolve(".staging");
  }

  Path root() {
    return root;
  }

  Path target(String key) {
    return root.resolve(ObjectKeys.check(key));
  }

  /** The staged file of that name; the name comes from a checkpoint, so it is checked. */
  Path staged(String uploadId) {
    return staging.resolve(UUID.fromString(uploadId).toString());
  }

  /** A new staged file's path; nothing is there yet. */
  Path newStaged() throws IOException {
    Files.createDirectories(staging);
    return staging.resolve(UUID.randomUUID().toString());
  }

  /** Writes a staged file and forces it to the disk. */
  Path writeStaged(byte[] bytes) throws IOException {
    Path file = newStaged();
    try (var out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
    return file;
  }

  /** Makes the names inside the staging folder durable. */
  void forceStaging() throws IOException {
    forceUpTo(staging);
  }

  /**
   * Gives the staged file its key, if nobody has it yet: a hard link fails when the name exists, on
   * every file system that has hard links, and the file appears whole or not at all.
   *
   * @return false when the key is taken
   */
  boolean link(Path staged, Path target) throws IOException {
    Path parent = parentOf(target);
    Files.createDirectories(parent);
    makeReadOnly(staged);
    try {
      Files.createLink(target, staged);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    forceUpTo(parent);
    return true;
  }

  /**
   * Makes the names of a published file durable, from its folder up to the root. Also done when the
   * file was there before: whoever linked it may have died before this.
   */
  void forceParents(Path target) throws IOException {
    forceUpTo(parentOf(target));
  }

  static Path parentOf(Path target) {
    @Nullable Path parent = target.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("no folder above " + target);
    }
    return parent;
  }

  static String nameOf(Path path) {
    @Nullable Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  private void forceUpTo(Path folder) throws IOException {
    for (@Nullable Path at = folder; at != null && at.startsWith(root); at = at.getParent()) {
      try (var channel = FileChannel.open(at, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Against accidents; whoever owns the folder can undo it. */
  private static void makeReadOnly(Path file) throws IOException {
    @Nullable PosixFileAttributeView posix =
        Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (posix != null) {
      posix.setPermissions(PosixFilePermissions.fromString("r--r--r--"));
    }
  }
}
