package io.sealstream.cli.conformance;

import io.sealstream.cli.conformance.ExfilLabels.Injection;
import io.sealstream.schemas.v1.Actor;
import io.sealstream.schemas.v1.ActorType;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.DataVolume;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Who sent how much where, by time. */
record ExfilTransfers(List<Transfer> all) {
  private static final LogSource LOG = new LogSource("app", "files", null);

  /** By what accounts of programs are called here. */
  private static final String PROGRAM = "svc-";

  /** One line; the time is in seconds since 1970. */
  record Transfer(
      long seconds, String user, List<String> departments, String destination, long bytes) {

    AuditEvent event(String id) {
      var event = new AuditEvent();
      event.setId(id);
      event.setTime(Instant.ofEpochSecond(seconds));
      event.setTenantId("conformance");
      event.setService("files");
      event.setAction("transfer_file");
      event.setOutcome(Outcome.SUCCESS);
      event.setActor(
          Actor.newBuilder()
              .setId(user)
              .setType(user.startsWith(PROGRAM) ? ActorType.SERVICE : ActorType.USER)
              .setGroups(departments)
              .build());
      event.setData(DataVolume.newBuilder().setBytesOut(bytes).setDestination(destination).build());
      event.setLogSource(LOG);
      return event;
    }
  }

  ExfilTransfers {
    all = all.stream().sorted(Comparator.comparingLong(Transfer::seconds)).toList();
  }

  /** One event for each, in their order. */
  Stream<AuditEvent> events() {
    return IntStream.range(0, all.size()).mapToObj(i -> all.get(i).event("t" + i));
  }

  static ExfilTransfers read(String text, String file) {
    List<String> lines = text.lines().toList();
    var columns = ExfilColumns.of(lines.isEmpty() ? "" : lines.get(0), file);
    var transfers = new ArrayList<Transfer>();
    for (int i = 1; i < lines.size(); i++) {
      String where = file + ":" + (i + 1);
      if (!lines.get(i).isBlank()) {
        transfers.add(transfer(columns.row(lines.get(i), where), where));
      }
    }
    return new ExfilTransfers(transfers);
  }

  private static Transfer transfer(Map<String, String> row, String where) {
    String department = row.getOrDefault(ExfilColumns.DEPARTMENT, "");
    long bytes = whole(row, ExfilColumns.BYTES, where);
    if (bytes < 0) {
      throw new UnreadableException(where + ": bytes must not be negative");
    }
    return new Transfer(
        whole(row, ExfilColumns.TIME, where),
        row.getOrDefault(ExfilColumns.USER, ""),
        department.isEmpty() ? List.of() : List.of(department),
        row.getOrDefault(ExfilColumns.DESTINATION, ""),
        bytes);
  }

  private static long whole(Map<String, String> row, String column, String where) {
    try {
      return Long.parseLong(row.getOrDefault(column, ""));
    } catch (NumberFormatException e) {
      throw new UnreadableException(where + ": " + column + " must be a whole number");
    }
  }

  /**
   * What is said of an injection and its user's transfers are not; nothing where they are. Each of
   * them may be rounded down.
   */
  Optional<String> difference(Injection injection) {
    List<Transfer> own =
        all.stream()
            .filter(each -> each.user().equals(injection.user()))
            .filter(each -> each.seconds() >= injection.start())
            .filter(each -> each.seconds() <= injection.end())
            .toList();
    long bytes = own.stream().mapToLong(Transfer::bytes).sum();
    if (own.size() < injection.events() || bytes + own.size() < injection.bytes()) {
      return Optional.of(
          "its user has %d transfers of %d bytes then: %s".formatted(own.size(), bytes, injection));
    }
    return Optional.empty();
  }
}
