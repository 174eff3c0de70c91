package io.sealstream.schemas.codec;

import io.sealstream.schemas.v1.Actor;
import io.sealstream.schemas.v1.ActorType;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Auth;
import io.sealstream.schemas.v1.Category;
import io.sealstream.schemas.v1.Change;
import io.sealstream.schemas.v1.DataVolume;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.DecisionOutcome;
import io.sealstream.schemas.v1.Device;
import io.sealstream.schemas.v1.Emitter;
import io.sealstream.schemas.v1.Geo;
import io.sealstream.schemas.v1.Header;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Outcome;
import io.sealstream.schemas.v1.Position;
import io.sealstream.schemas.v1.Rejected;
import io.sealstream.schemas.v1.Resource;
import io.sealstream.schemas.v1.Source;
import io.sealstream.schemas.v1.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One record of each kind with every field set. Their bytes are golden: change nothing. */
public final class GoldenRecords {
  public static final Instant TIME = Instant.parse("2026-03-01T10:15:30.123Z");
  private static final String HASH = "ab".repeat(32);

  static {
    AvroTrust.establish();
  }

  private GoldenRecords() {}

  public static AuditEvent event() {
    return AuditEvent.newBuilder()
        .setId("0195f2a0-0000-7000-8000-000000000001")
        .setTime(TIME)
        .setObservedTime(TIME.plusMillis(250))
        .setTenantId("acme")
        .setEnvironment("prod")
        .setService("billing")
        .setCategory(Category.IAM)
        .setAction("update_role")
        .setOutcome(Outcome.DENIED)
        .setReason("not an owner")
        .setStatusCode(403)
        .setSeverity(4)
        .setActor(actor("u-1"))
        .setTargetActor(actor("u-2"))
        .setResource(new Resource("role", "r-9", "admins", "u-7", "restricted", "eu-west-1"))
        .setSource(source())
        .setDevice(new Device("d-1", "linux", "laptop", true))
        .setAuth(new Auth("oidc", "webauthn", true, false))
        .setData(new DataVolume(1234L, 5_000_000_000L, 17L, "203.0.113.9"))
        .setChanges(List.of(new Change("members", "u-1", "u-1,u-2")))
        .setRequestId("req-1")
        .setTraceId("4bf92f3577b34da6a3ce929d0e0e4736")
        .setMessage("Zoë tried to add a member \uD83D\uDD11")
        .setLabels(Map.of("team", "payments"))
        .setEmitter(new Emitter("billing-0", 3L, 42L))
        .setLogSource(new LogSource("sealstream", "billing", "iam"))
        .setOriginal("{\"raw\":true}")
        .build();
  }

  private static Actor actor(String id) {
    return Actor.newBuilder()
        .setId(id)
        .setType(ActorType.USER)
        .setName("Zoë")
        .setEmail("zoe@example.org")
        .setDomain("example.org")
        .setRoles(List.of("clerk", "auditor"))
        .setGroups(List.of("finance"))
        .setOnBehalfOf("u-0")
        .setSessionId("s-1")
        .build();
  }

  private static Source source() {
    Geo geo = new Geo("NL", "NL-NH", "Amsterdam", 52.37, 4.9, 64496L, "Example Net");
    return new Source("2001:db8::1", 443, "host.example.org", "curl/8", geo);
  }

  static Violation violation() {
    return Violation.newBuilder()
        .setId("v-1")
        .setTenantId("acme")
        .setPolicyId("p-1")
        .setPolicyVersion("3")
        .setPolicyHash(HASH)
        .setTitle("Role changed by a clerk")
        .setLevel("high")
        .setTime(TIME)
        .setAnchor("e-1")
        .setEventIds(List.of("e-0", "e-1"))
        .setPositions(List.of(new Position("audit.events", 2, 77L)))
        .setGroup(Map.of("actor.id", "u-1"))
        .setTags(List.of("attack.t1098"))
        .setAuthor("A. Author")
        .setRuleLink("https://example.org/rule")
        .setDescription("why it matters")
        .setFalsepositives(List.of("migration"))
        .setLicense("DRL 1.1")
        .setOwner("iam-team")
        .setControls(List.of("AC-09"))
        .setRunbook("runbooks/role-change.md")
        .build();
  }

  static Decision decision() {
    return Decision.newBuilder()
        .setId("d-1")
        .setTenantId("acme")
        .setPolicyId("p-1")
        .setPolicyVersion("3")
        .setPolicyHash(HASH)
        .setOutcome(DecisionOutcome.SUPPRESSED)
        .setEvaluatedAt(TIME)
        .setAnchor("e-1")
        .setEventIds(List.of("e-1"))
        .setPositions(List.of(new Position("audit.events", 2, 77L)))
        .setGroup(Map.of("actor.id", "u-1"))
        .setSelections(Map.of("selection", true))
        .setValues(Map.of("action", "update_role"))
        .setExceptionId("x-1")
        .setApprover("boss")
        .setEpoch(7L)
        .setCounts(Map.of("evaluated", 3L))
        .build();
  }

  static Rejected rejected() {
    return Rejected.newBuilder()
        .setStage("decode")
        .setReason("BAD_MAGIC")
        .setDetail("what to do")
        .setTopic("audit.events")
        .setPartition(2)
        .setOffset(78L)
        .setRecordTime(TIME)
        .setKey(bytes("k"))
        .setValue(bytes("garbage"))
        .setHeaders(List.of(new Header("h", bytes("x"))))
        .setTenantId("acme")
        .setEventId("e-1")
        .build();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
