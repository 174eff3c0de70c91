package io.sealstream.jobs;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.codec.AvroTrust;
import io.sealstream.schemas.v1.Actor;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Emitter;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Source;
import java.time.Instant;
import java.util.List;
import org.apache.flink.types.Either;

/** What the policy job's source gives, made by hand. */
final class Reads {

  static {
    AvroTrust.establish();
  }

  private Reads() {}

  static AuditEvent event(String id, long timeMillis) {
    return AuditEvent.newBuilder()
        .setId(id)
        .setTime(Instant.ofEpochMilli(timeMillis))
        .setTenantId("acme")
        .setService("files")
        .setAction("download_file")
        .setActor(Actor.newBuilder().setId("u-1").build())
        .setSource(Source.newBuilder().build())
        .setEmitter(new Emitter("test", 1L, 0L))
        .setLogSource(LogSource.newBuilder().setProduct("app").build())
        .build();
  }

  /** An event at offset 0. */
  static Either<ReceivedRecord, DecodedEvent> good(long timeMillis, long brokerMillis) {
    return Either.Right(
        new DecodedEvent(event("e", timeMillis), "audit.events", 0, 0, brokerMillis));
  }

  /** A record that is none. */
  static Either<ReceivedRecord, DecodedEvent> undecodable(long brokerMillis) {
    return Either.Left(
        new ReceivedRecord(
            "audit.events",
            3,
            7,
            1,
            brokerMillis,
            TimestampKind.LOG_APPEND_TIME,
            null,
            Bytes.utf8("garbage"),
            List.of()));
  }
}
