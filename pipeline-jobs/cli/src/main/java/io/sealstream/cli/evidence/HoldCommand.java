package io.sealstream.cli.evidence;

import io.sealstream.cli.options.Commands;
import io.sealstream.evidence.hold.CaseHolds;
import io.sealstream.evidence.hold.CaseHolds.Order;
import io.sealstream.evidence.hold.HeldCase;
import io.sealstream.evidence.hold.HoldDrift;
import io.sealstream.evidence.hold.HoldLedger;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.LocksNotEnforcedException;
import io.sealstream.evidence.store.StoreInspection;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sealstream hold}: legal holds on what proves a tenant's events. */
@Command(
    name = "hold",
    mixinStandardHelpOptions = true,
    description = "Places and releases legal holds on sealed events.")
public final class HoldCommand implements Runnable {
  private static final String ONLY_S3 = "A folder is refused: it cannot hold anything.";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(command().commandLine(), "say place, release or list");
  }

  private CommandSpec command() {
    return Commands.required(spec);
  }

  /** The case a command is about. */
  static final class CaseOptions {
    @Option(names = "--case", required = true, paramLabel = "ID", description = "Name of the case.")
    private String id = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    Order order() {
      return new Order(id, reason);
    }
  }

  @Command(
      name = "place",
      mixinStandardHelpOptions = true,
      description = {
        "Holds every object that proves the tenant's sealed events, and reads each hold back.",
        ONLY_S3
      })
  int place(
      @Mixin ArchiveArgument archive,
      @Mixin CaseOptions about,
      @Option(names = "--tenant", required = true, description = "Whose events.") String tenant,
      @Option(
              names = "--from",
              paramLabel = "TIME",
              defaultValue = "1970-01-01T00:00:00Z",
              description = "First event time, such as 2026-11-01T00:00:00Z.")
          Instant from,
      @Option(
              names = "--to",
              paramLabel = "TIME",
              defaultValue = "9999-12-31T23:59:59Z",
              description = "Last event time.")
          Instant to)
      throws IOException {
    return run(
        archive,
        store ->
            "case %s holds %d objects, each read back"
                .formatted(
                    about.order().caseId(),
                    new CaseHolds(store, Clock.systemUTC())
                        .place(about.order(), new TenantId(tenant), from, to)));
  }

  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      description = {
        "Ends a case, and lets go of what no other case holds. Retention goes on.",
        ONLY_S3
      })
  int release(@Mixin ArchiveArgument archive, @Mixin CaseOptions about) throws IOException {
    return run(
        archive,
        store ->
            "case %s is released; %d objects are held by no case any more"
                .formatted(
                    about.order().caseId(),
                    new CaseHolds(store, Clock.systemUTC()).release(about.order())));
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists all cases, released ones too, and reads back the hold of every object that one holds.",
        "Ends with 1 where an object is not held: place its case again. A folder has no holds to read."
      })
  int list(@Mixin ArchiveArgument archive) throws IOException {
    return EvidenceCommand.run(
        command(),
        archive,
        out -> {
          try (EvidenceStore store = archive.open()) {
            return list(store, out);
          }
        });
  }

  static int list(EvidenceStore store, PrintWriter out) throws IOException {
    List<HeldCase> cases = HoldLedger.read(store);
    cases.forEach(out::println);
    if (cases.isEmpty()) {
      out.println("no case holds anything");
    }
    Optional<StoreInspection> now = store.inspection();
    if (now.isEmpty()) {
      return EvidenceCommand.FINE;
    }
    List<HoldDrift> drifts = HoldDrift.find(cases, now.get());
    drifts.forEach(drift -> out.println("NOT HELD " + drift.object().key() + ": " + drift.why()));
    return drifts.isEmpty() ? EvidenceCommand.FINE : EvidenceCommand.FINDING;
  }

  /** What a command does with the archive; gives what it prints. */
  private interface Work {
    String on(EvidenceStore store) throws IOException;
  }

  private int run(ArchiveArgument archive, Work work) throws IOException {
    return EvidenceCommand.run(
        command(),
        archive,
        out -> {
          try (EvidenceStore store = archive.open()) {
            out.println(work.on(store));
            return EvidenceCommand.FINE;
          } catch (IllegalArgumentException | LocksNotEnforcedException e) {
            command().commandLine().getErr().println(e.getMessage());
            return EvidenceCommand.FINDING;
          }
        });
  }
}
