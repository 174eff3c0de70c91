package io.sealstream.sinks.search;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RecordHeader;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.GoldenRecords;
import io.sealstream.schemas.ecs.DocumentPolicy;
import io.sealstream.schemas.ecs.EcsDocumentMapper;
import io.sealstream.schemas.v1.AuditEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Documents as the search job makes them, with every field set. */
final class Documents {
  static final TenantId ACME = new TenantId("acme");

  private static final EcsDocumentMapper MAPPER =
      new EcsDocumentMapper(DocumentPolicy.DEFAULT, () -> Instant.parse("2026-03-01T10:16:00Z"));

  private Documents() {}

  static List<SearchDocument> range(int from, int to) {
    return IntStream.range(from, to).mapToObj(Documents::of).toList();
  }

  static SearchDocument of(int number) {
    AuditEvent event = GoldenRecords.event();
    event.setId("e-" + number);
    return new SearchDocument(ACME, event.getId(), MAPPER.toJson(event), origin(number));
  }

  /** Has a field that the template does not know. */
  static SearchDocument poison(int number) {
    Bytes json = Bytes.utf8("{\"@timestamp\":\"2026-03-01T10:15:30.123Z\",\"surprise\":1}");
    return new SearchDocument(ACME, "e-" + number, json, origin(number));
  }

  private static ReceivedRecord origin(int offset) {
    return new ReceivedRecord(
        "audit.events",
        3,
        offset,
        7,
        1_772_360_130_000L,
        TimestampKind.LOG_APPEND_TIME,
        Bytes.utf8("key"),
        Bytes.utf8("value-" + offset),
        List.of(new RecordHeader("h", Bytes.utf8("v")), new RecordHeader("h", null)));
  }
}
