package io.sealstream.cli.conformance;

import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.ingest.EventImporter;
import io.sealstream.schemas.ingest.ImportFormat;
import io.sealstream.schemas.ingest.NotImportableException;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of one file of the pack, as the importer for envelopes makes them.
 *
 * @param unreadable lines of which it makes none: where and why
 */
record Dataset(List<Recorded> events, List<String> unreadable) {
  private static final TenantId TENANT = new TenantId("conformance");

  /**
   * One event.
   *
   * @param id as the envelope states it; the importer may derive another
   */
  record Recorded(String id, AuditEvent event) {}

  Dataset {
    events = List.copyOf(events);
    unreadable = List.copyOf(unreadable);
  }

  static Dataset read(Pack pack, String name) {
    EventImporter importer = ImportFormat.ENVELOPE.importer(TENANT);
    var events = new ArrayList<Recorded>();
    var unreadable = new ArrayList<String>();
    int number = 0;
    for (String line : pack.text(name).lines().toList()) {
      number++;
      String where = name + ":" + number;
      if (!line.isBlank()) {
        try {
          events.add(new Recorded(Pack.json(line, where).path("id").asText(), importer.read(line)));
        } catch (NotImportableException e) {
          unreadable.add(where + ": " + e.getMessage());
        } catch (UnreadableException e) {
          unreadable.add(e.getMessage());
        }
      }
    }
    return new Dataset(events, unreadable);
  }
}
