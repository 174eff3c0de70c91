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

/** Who sent how much where, by time. */
record ExfilTransfers(List<Transfer> all) {
  private static final String HEADER = "ts,user,dept,destination,bytes";
  private static final LogSource LOG = new LogSource("app", "files", null);

  /** By what accounts of programs are called here. */
  private static final String PROGRAM = "svc-";

  /** One line; the time is in seconds since 1970. */
  record Transfer(long seconds, String user, String department, String destination, long bytes) {

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
              .setGroups(List.of(department))
              .build());
      event.setData(DataVolume.newBuilder().setBytesOut(bytes).setDestination(destination).build());
      event.setLogSource(LOG);
      return event;
    }
  }

  ExfilTransfers {
    all = all.stream().sorted(Comparator.comparingLong(Transfer::seconds)).toList();
  }

  static ExfilTransfers read(String text, String file) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new UnreadableException(file + " does not begin with " + HEADER);
    }
    var transfers = new ArrayList<Transfer>();
    for (int i = 1; i < lines.size(); i++) {
      transfers.add(transfer(lines.get(i), file + ":" + (i + 1)));
    }
    return new ExfilTransfers(transfers);
  }

  private static Transfer transfer(String line, String where) {
    List<String> cells = List.of(line.split(",", -1));
    if (cells.size() != HEADER.split(",", -1).length) {
      throw new UnreadableException(where + " has not the columns " + HEADER);
    }
    try {
      return new Transfer(
          Long.parseLong(cells.get(0)),
          cells.get(1),
          cells.get(2),
          cells.get(3),
          Long.parseLong(cells.get(4)));
    } catch (NumberFormatException e) {
      throw new UnreadableException(where + ": ts and bytes must be whole numbers");
    }
  }

  /** An injection is among the transfers of its user; each of them may be rounded down. */
  void requireInjected(Injection injection) {
    List<Transfer> own =
        all.stream()
            .filter(each -> each.user().equals(injection.user()))
            .filter(each -> each.seconds() >= injection.start())
            .filter(each -> each.seconds() <= injection.end())
            .toList();
    long bytes = own.stream().mapToLong(Transfer::bytes).sum();
    if (own.size() < injection.events() || bytes + own.size() < injection.bytes()) {
      throw new UnreadableException(
          "its user has %d transfers of %d bytes then: %s".formatted(own.size(), bytes, injection));
    }
  }
}
