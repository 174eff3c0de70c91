package io.sealstream.cli.evidence;

import io.sealstream.cli.options.Commands;
import io.sealstream.cli.options.OutputFile;
import io.sealstream.evidence.keys.KeyEntry;
import io.sealstream.evidence.keys.KeyPlace;
import io.sealstream.evidence.keys.KeyRing;
import io.sealstream.evidence.keys.KeyRingFile;
import io.sealstream.evidence.keys.RingKeys;
import io.sealstream.evidence.note.NoteKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealstream keys rotate}: which keys of a ring sign from now on. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    description = {
      "Says which keys of a ring sign from now on, in one step. A running job takes them up within"
          + " two epochs, without a restart: its next seal announces them, and the note over it is"
          + " signed by the old and the new keys.",
      "The old keys stay in the ring, retired. Copy new keys to every machine of the job first. A"
          + " PKCS#12, PKCS#11 or KMS key is added by hand, see docs/runbooks/rotate-a-key.md."
    })
public final class RotateCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "RING",
      description = "Key ring (.json); made when it does not exist, with --name and --add.")
  private Path file = Path.of("");

  @Option(
      names = "--use",
      paramLabel = "ID",
      required = true,
      description = "A key that signs from now on; repeatable. All others are retired.")
  private List<String> use = List.of();

  @Option(
      names = "--add",
      paramLabel = "ID=FILE",
      description = "Adds a PEM key file; its name is taken relative to the ring. Repeatable.")
  private Map<String, String> add = new LinkedHashMap<>();

  @Option(names = "--name", description = "Origin of the log, for a new ring.")
  private @Nullable String name;

  @Option(
      names = "--unchecked",
      description = "Does not have each key sign once here first: for keys that only the job has.")
  private boolean unchecked;

  @Override
  public Integer call() throws IOException {
    return EvidenceCommand.run(Commands.required(spec), file, this::rotate);
  }

  private int rotate(PrintWriter out) throws IOException {
    OutputFile.prepare(file);
    KeyRing ring = rotated();
    List<NoteKey> keys = unchecked ? List.of() : RingKeys.tryOut(ring, file);
    KeyRingFile.write(file, ring);
    ring.inUse().forEach(entry -> out.println("in use   " + entry.id()));
    ring.keys().stream()
        .filter(entry -> !entry.inUse())
        .forEach(entry -> out.println("retired  " + entry.id()));
    keys.forEach(
        key -> out.println("signs    %s (%s)".formatted(key.label(), key.algorithm().label())));
    out.println(
        "Keep retired keys until 'sealstream verify' prints the change; then update trust files:"
            + " 'sealstream keys trust --archive'.");
    return EvidenceCommand.FINE;
  }

  private KeyRing rotated() throws IOException {
    List<KeyEntry> added = new ArrayList<>();
    try {
      for (Map.Entry<String, String> one : add.entrySet()) {
        boolean used = use.contains(one.getKey());
        added.add(new KeyEntry(one.getKey(), used, new KeyPlace.PemFile(one.getValue())));
      }
      if (!Files.exists(file)) {
        return created(added);
      }
      KeyRing ring = KeyRingFile.read(file);
      if (name != null && !name.equals(ring.name())) {
        throw new IOException(file + " is the ring of " + ring.name() + ", not of " + name);
      }
      for (KeyEntry entry : added) {
        ring = ring.with(entry);
      }
      return ring.using(Set.copyOf(use));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private KeyRing created(List<KeyEntry> added) throws IOException {
    if (name == null || added.isEmpty()) {
      throw new IOException(
          file + " does not exist; name a key ring, or make one with --name and --add");
    }
    return new KeyRing(name, added).using(Set.copyOf(use));
  }
}
