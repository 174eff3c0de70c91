package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.AvroTrust;
import io.sealstream.schemas.v1.Actor;
import io.sealstream.schemas.v1.ActorType;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Category;
import io.sealstream.schemas.v1.Change;
import io.sealstream.schemas.v1.Emitter;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Outcome;
import io.sealstream.schemas.v1.Resource;
import io.sealstream.schemas.v1.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A log goes on under another retention table.
 *
 * @param epoch the first that is sealed under it
 * @param closed when that epoch was cut
 * @param from the table before; null for the first of a log
 */
public record RetentionChange(
    long epoch, Instant closed, @Nullable RetentionTable from, RetentionTable to) {
  /** What the ids of these events begin with. */
  public static final String ID_PREFIX = "retention-";

  private static final String SERVICE = "sealstream-evidence";

  static {
    AvroTrust.establish(); // a committer may be alone in its process, with nothing that decodes
  }

  /**
   * The audit event of it. Its id follows from log, epoch and tables, so that after a crash it is
   * the same event; each is the one event of an emitter's epoch of its own.
   *
   * @param origin of the log
   * @param tenant whose event it is
   */
  public AuditEvent event(String origin, TenantId tenant) {
    return AuditEvent.newBuilder()
        .setId(id(origin))
        .setTime(closed)
        .setTenantId(tenant.value())
        .setService(SERVICE)
        .setCategory(Category.CONFIGURATION)
        .setAction("change_retention_table")
        .setOutcome(Outcome.SUCCESS)
        .setReason(to.reason())
        .setActor(Actor.newBuilder().setId(to.author()).setType(ActorType.USER).build())
        .setResource(
            Resource.newBuilder()
                .setType("retention_table")
                .setId(origin)
                .setName("version " + to.version())
                .build())
        .setSource(Source.newBuilder().build())
        .setChanges(
            List.of(
                change("sha256", hash(from), hash(to)),
                change("version", version(from), version(to))))
        .setLabels(Map.of("seal.epoch", Long.toString(epoch)))
        .setEmitter(new Emitter(SERVICE + "/" + origin, epoch, 0L))
        .setLogSource(LogSource.newBuilder().setProduct("sealstream").build())
        .build();
  }

  private String id(String origin) {
    String named = String.join("\n", origin, Long.toString(epoch), hash(from), hash(to));
    return ID_PREFIX + TreeHash.of(Bytes.utf8(named)).toHex();
  }

  private static Change change(String field, @Nullable String old, @Nullable String now) {
    return Change.newBuilder().setField(field).setOld(old).setNew$(now).build();
  }

  private static @Nullable String hash(@Nullable RetentionTable table) {
    return table == null ? null : table.sha256().toHex();
  }

  private static @Nullable String version(@Nullable RetentionTable table) {
    return table == null ? null : Integer.toString(table.version());
  }
}
