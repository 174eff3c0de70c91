package io.sealstream.cli.evidence;

import io.sealstream.cli.options.Commands;
import io.sealstream.cli.options.OutputFile;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.note.TrustedKey;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.verify.FollowedTrust;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sealstream keys trust}: what an auditor holds, and how it follows a rotation. */
@Command(
    name = "trust",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a trust file with this key or this ring's keys in use, or adds them to FILE.",
      "With --archive it follows the rotations that the archive announces: the old keys end, and the"
          + " new ones begin, at the size of the note that both have signed. FILE's own keys must"
          + " vouch for them. Without KEYFILE it only follows.",
      "With a ring and --archive it begins with the ring's keys that the archive's first seal names."
    })
public final class TrustCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private final KeyFile keys = new KeyFile();

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "The trust file.")
  private Path out = Path.of("");

  @Option(
      names = "--from-size",
      paramLabel = "SIZE",
      defaultValue = "1",
      description = "Smallest tree size that the key may sign. Default: 1.")
  private long fromSize = 1;

  @Option(
      names = "--archive",
      paramLabel = "ARCHIVE",
      description = "Folder or s3://bucket/prefix whose rotations are followed.")
  private @Nullable String archive;

  @Option(
      names = "--store",
      paramLabel = "KEY=VALUE",
      description = "Option of an S3 store, see docs/stores.md. Repeatable.")
  private Map<String, String> storeOptions = Map.of();

  @Override
  public Integer call() throws IOException {
    return EvidenceCommand.run(
        Commands.required(spec), archive == null ? keys : archive, this::write);
  }

  private int write(PrintWriter printer) throws IOException {
    OutputFile.prepare(out);
    TrustFile trust = archive == null ? added() : followed(archive);
    Files.writeString(out, trust.toJson());
    printer.println(trust.keys().size() + " keys of " + trust.origin() + " in " + out);
    for (TrustedKey key : trust.keys()) {
      String end = key.toSize() == Long.MAX_VALUE ? "" : " to " + key.toSize();
      printer.println(
          "  %s (%s) from %d%s"
              .formatted(key.key().label(), key.key().algorithm().label(), key.fromSize(), end));
    }
    return EvidenceCommand.FINE;
  }

  private TrustFile followed(String address) throws IOException {
    try (EvidenceStore store = ArchiveAddress.open(address, storeOptions)) {
      TrustFile start = keys.isRing() ? ofFirstSeal(store) : keys.isGiven() ? added() : there();
      return FollowedTrust.follow(store, start);
    }
  }

  private TrustFile there() throws IOException {
    return TrustArgument.read(out);
  }

  private TrustFile ofFirstSeal(EvidenceStore store) throws IOException {
    EpochSeal first =
        EpochSeal.parse(
            store
                .read(ArchiveLayout.seal(0))
                .orElseThrow(() -> new IOException("the archive has no seal to begin with")));
    List<NoteKey> own = new ArrayList<>();
    for (Object key : keys.all().values()) {
      if (key instanceof NoteKey opened && first.provenance().signers().contains(opened)) {
        own.add(opened);
      }
    }
    if (own.isEmpty()) {
      throw new IOException(
          keys + " has none of the keys that the archive's first seal names; put them back");
    }
    TrustFile trust = Files.exists(out) ? there() : TrustFile.of(own.get(0));
    return with(trust, own);
  }

  private TrustFile added() throws IOException {
    List<NoteKey> own = keys.inUse();
    TrustFile trust = TrustFile.of(own.get(0));
    if (Files.exists(out)) {
      trust = there();
    } else {
      trust = new TrustFile(trust.origin(), List.of(from(own.get(0))), 1, trust.gapFreeTopics());
    }
    return with(trust, own);
  }

  private TrustFile with(TrustFile trust, List<NoteKey> added) {
    List<TrustedKey> all = new ArrayList<>(trust.keys());
    all.removeIf(trusted -> added.contains(trusted.key()));
    added.forEach(key -> all.add(from(key)));
    return new TrustFile(trust.origin(), all, trust.requiredSignatures(), trust.gapFreeTopics());
  }

  private TrustedKey from(NoteKey key) {
    return new TrustedKey(key, fromSize, Long.MAX_VALUE);
  }
}
