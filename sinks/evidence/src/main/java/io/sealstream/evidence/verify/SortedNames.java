package io.sealstream.evidence.verify;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Names in any number, in memory that does not grow with it: an external merge sort. Add them all,
 * then read them, sorted, each once. What does not fit is written to sorted runs in a temporary
 * folder, which is gone after {@link #close}. One thread.
 */
final class SortedNames implements AutoCloseable {
  /** So many bytes of names, roughly, stay in memory. */
  private static final int HELD_BYTES = 4 << 20;

  /** What a text costs besides its characters. */
  private static final int TEXT_BYTES = 56;

  /** So many runs of a size become one of the next: few files are open at a time. */
  private static final int FAN_IN = 32;

  private final int maxHeldBytes;
  private final List<List<Path>> runsBySize = new ArrayList<>();
  private List<String> held = new ArrayList<>();
  private long heldBytes;
  private int files;
  private @Nullable Path folder;

  SortedNames() {
    this(HELD_BYTES);
  }

  SortedNames(int maxHeldBytes) {
    this.maxHeldBytes = maxHeldBytes;
  }

  void add(String name) throws IOException {
    held.add(name);
    heldBytes += TEXT_BYTES + name.length();
    if (heldBytes > maxHeldBytes) {
      held.sort(null);
      keep(0, write(new Cursor(List.of(new Run(held)))));
      held = new ArrayList<>();
      heldBytes = 0;
    }
  }

  /** Reads what was added until now. Cursors do not disturb each other. */
  Cursor read() throws IOException {
    held.sort(null);
    List<Run> runs = new ArrayList<>(List.of(new Run(held)));
    for (List<Path> ofSize : runsBySize) {
      for (Path file : ofSize) {
        runs.add(new Run(file));
      }
    }
    return new Cursor(runs);
  }

  private void keep(int size, Path run) throws IOException {
    if (size == runsBySize.size()) {
      runsBySize.add(new ArrayList<>());
    }
    List<Path> ofSize = runsBySize.get(size);
    ofSize.add(run);
    if (ofSize.size() == FAN_IN) {
      List<Run> runs = new ArrayList<>();
      for (Path file : ofSize) {
        runs.add(new Run(file));
      }
      Path merged = write(new Cursor(runs));
      for (Path file : ofSize) {
        Files.delete(file);
      }
      ofSize.clear();
      keep(size + 1, merged);
    }
  }

  private Path write(Cursor names) throws IOException {
    Path file = folder().resolve("run-" + files++);
    try (names;
        var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (String name = names.next(); name != null; name = names.next()) {
        out.writeUTF(name);
      }
    }
    return file;
  }

  private Path folder() throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory("sealstream-names");
    }
    return folder;
  }

  @Override
  public void close() throws IOException {
    if (folder != null) {
      try (var left = Files.newDirectoryStream(folder)) {
        for (Path file : left) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
      folder = null;
    }
  }

  /** Goes through the names from the first on. */
  static final class Cursor implements AutoCloseable {
    private final List<Run> all;
    private final PriorityQueue<Run> waiting = new PriorityQueue<>();
    private @Nullable String last;

    private Cursor(List<Run> runs) throws IOException {
      all = runs;
      for (Run run : runs) {
        if (run.advance()) {
          waiting.add(run);
        }
      }
    }

    /** The next name; null past the last. */
    @Nullable String next() throws IOException {
      String before = last;
      while (!waiting.isEmpty()) {
        Run run = waiting.remove();
        String name = run.current();
        if (run.advance()) {
          waiting.add(run);
        }
        if (!name.equals(before)) {
          last = name;
          return name;
        }
      }
      last = null;
      return null;
    }

    /** Goes on to this name or past where it would be, never back; whether it is there. */
    boolean reach(String name) throws IOException {
      while (last == null ? !waiting.isEmpty() : last.compareTo(name) < 0) {
        if (next() == null) {
          return false;
        }
      }
      return name.equals(last);
    }

    @Override
    public void close() throws IOException {
      for (Run run : all) {
        run.close();
      }
    }
  }

  /** Sorted names, from memory or from a file. */
  private static final class Run implements Comparable<Run>, AutoCloseable {
    private final List<String> names;
    private final @Nullable DataInputStream file;
    private int read;
    private String current = "";

    Run(List<String> names) {
      this.names = names;
      this.file = null;
    }

    Run(Path file) throws IOException {
      this.names = List.of();
      this.file = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    String current() {
      return current;
    }

    boolean advance() throws IOException {
      if (file == null) {
        boolean more = read < names.size();
        current = more ? names.get(read++) : "";
        return more;
      }
      try {
        current = file.readUTF();
        return true;
      } catch (EOFException e) {
        return false;
      }
    }

    @Override
    public int compareTo(Run other) {
      return current.compareTo(other.current);
    }

    @Override
    public void close() throws IOException {
      if (file != null) {
        file.close();
      }
    }
  }
}
