package io.sealstream.sinks.evidence;

import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An archive's folder, looked at and tampered with behind the job's back. */
record ArchiveCopy(TestArchive archive, Path folder) {

  /** Everything that a reader sees. */
  Map<String, Bytes> contents() throws IOException {
    var contents = new TreeMap<String, Bytes>();
    for (String key : archive.store.list("")) {
      contents.put(key, archive.store.read(key).orElseThrow());
    }
    return contents;
  }

  /** The uploads that nobody sees yet. */
  Set<Path> staged() throws IOException {
    Path staging = folder.resolve(".staging");
    if (!Files.isDirectory(staging)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(staging)) {
      return files.collect(Collectors.toSet());
    }
  }

  void loseStaged() throws IOException {
    for (Path file : staged()) {
      Files.delete(file);
    }
  }

  /** As somebody does who puts an older copy back. */
  void rollBackTo(Map<String, Bytes> earlier) throws IOException {
    for (Map.Entry<String, Bytes> now : contents().entrySet()) {
      Path file = folder.resolve(now.getKey());
      Bytes then = earlier.get(now.getKey());
      if (then == null) {
        Files.delete(file);
      } else if (!then.equals(now.getValue())) {
        Files.delete(file);
        Files.write(file, then.unsafeArray());
      }
    }
  }
}
