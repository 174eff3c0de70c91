package io.sealstream.evidence.store;

import io.sealstream.schemas.Bytes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/**
 * An archive in a plain folder, for development and for copies that are only read.
 *
 * <p>A published file is whole, on the disk with its name, and never replaced by this class. It is
 * not locked: who owns the folder can change it, and only the seals tell. A request for a lock is
 * therefore refused. Staged bytes lie in {@code .staging} below the root; what a crash leaves there
 * is never listed and may be removed once no checkpoint names it.
 */
public final class FolderEvidenceStore implements EvidenceStore {
  private final FolderFiles files;

  /** Opens the folder; it is created with the first write. */
  public FolderEvidenceStore(Path root) {
    this.files = new FolderFiles(root);
  }

  @Override
  public StagingStream stage(String key) throws IOException {
    return new FolderStagingStream(files, ObjectKeys.check(key));
  }

  @Override
  public PublishedObject complete(StagedObject staged, LockRequest lock) throws IOException {
    refuseLock(staged.key(), lock);
    Path target = files.target(staged.key());
    Path upload = files.staged(staged.uploadId());
    if (Files.exists(upload)) {
      if (Files.size(upload) != staged.size()) {
        throw new UploadLostException(upload + " was changed after it was staged");
      }
      if (files.link(upload, target)) {
        Files.deleteIfExists(upload);
        return published(staged.key(), staged.size(), staged.sha256());
      }
    }
    return alreadyThere(staged, target, upload);
  }

  private PublishedObject alreadyThere(StagedObject staged, Path target, Path upload)
      throws IOException {
    if (!Files.exists(target)) {
      throw new UploadLostException(
          staged.key() + ": neither the staged file " + upload + " nor the object is there");
    }
    Bytes found = sha256(target);
    if (!found.equals(staged.sha256())) {
      throw ObjectConflictException.ofHashes(staged.key(), staged.sha256(), found);
    }
    files.forceParents(target);
    Files.deleteIfExists(upload);
    return published(staged.key(), staged.size(), staged.sha256());
  }

  @Override
  public PublishedObject createOnce(String key, Bytes body, LockRequest lock) throws IOException {
    refuseLock(key, lock);
    Path target = files.target(key);
    Path temporary = files.writeStaged(body.unsafeArray());
    try {
      if (!files.link(temporary, target)) {
        Bytes existing = Bytes.wrap(Files.readAllBytes(target));
        if (!existing.equals(body)) {
          throw ObjectConflictException.of(key, body, existing);
        }
        files.forceParents(target);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
    return published(key, body.size(), Sha256.of(body));
  }

  @Override
  public void putHint(String key, Bytes body) throws IOException {
    Path target = files.target(key);
    Path temporary = files.writeStaged(body.unsafeArray());
    Files.createDirectories(FolderFiles.parentOf(target));
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    files.forceParents(target);
  }

  @Override
  public Optional<Bytes> read(String key) throws IOException {
    try {
      return Optional.of(Bytes.wrap(Files.readAllBytes(files.target(key))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public InputStream open(String key) throws IOException {
    try {
      return Files.newInputStream(files.target(key));
    } catch (NoSuchFileException e) {
      throw (FileNotFoundException)
          new FileNotFoundException("no object " + key + " in " + files.root()).initCause(e);
    }
  }

  @Override
  public void forEachKey(String prefix, KeyReceiver receiver) throws IOException {
    ObjectKeys.checkPrefix(prefix);
    Path start = files.root().resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    if (Files.isDirectory(start)) {
      Files.walkFileTree(start, new KeyVisitor(start, prefix, receiver));
    }
  }

  /** Nothing to release. */
  @Override
  public void close() {}

  private static void refuseLock(String key, LockRequest lock) {
    if (lock.mode() != LockMode.NONE) {
      throw new LocksNotEnforcedException(
          "a folder cannot hold the %s lock asked for %s: use S3 with Object Lock, or lock mode NONE"
              .formatted(lock.mode(), key));
    }
  }

  private static Bytes sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.of(in);
    }
  }

  private static PublishedObject published(String key, long size, Bytes sha256) {
    return new PublishedObject(key, "", sha256.toHex(), size, LockMode.NONE, Instant.EPOCH);
  }

  private final class KeyVisitor extends SimpleFileVisitor<Path> {
    private final Path start;
    private final String prefix;
    private final KeyReceiver receiver;

    KeyVisitor(Path start, String prefix, KeyReceiver receiver) {
      this.start = start;
      this.prefix = prefix;
      this.receiver = receiver;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean hidden = !folder.equals(start) && FolderFiles.nameOf(folder).startsWith(".");
      return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String key = files.root().relativize(file).toString().replace('\\', '/');
      if (key.startsWith(prefix) && !FolderFiles.nameOf(file).startsWith(".")) {
        receiver.key(key);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
