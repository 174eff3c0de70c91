package io.sealstream.schemas.ecs;

import static io.sealstream.schemas.ecs.EcsType.BOOLEAN;
import static io.sealstream.schemas.ecs.EcsType.DATE;
import static io.sealstream.schemas.ecs.EcsType.GEO_POINT;
import static io.sealstream.schemas.ecs.EcsType.IP;
import static io.sealstream.schemas.ecs.EcsType.KEYWORD;
import static io.sealstream.schemas.ecs.EcsType.LONG;
import static io.sealstream.schemas.ecs.EcsType.TEXT;

import io.sealstream.schemas.v1.Actor;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Auth;
import io.sealstream.schemas.v1.Category;
import io.sealstream.schemas.v1.DataVolume;
import io.sealstream.schemas.v1.Device;
import io.sealstream.schemas.v1.Geo;
import io.sealstream.schemas.v1.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The mapping as a table: every field of the event is a row here, special to {@link
 * EcsDocumentMapper}, or not indexed.
 */
final class EcsFields {

  static final String LABELS = "labels";
  static final String CHANGES = "audit.changes";

  /** Fields that are deliberately not in the document, with the reason. */
  static final Map<String, String> NOT_INDEXED =
      Map.of("original", "the vendor's raw text may hold anything: it lives in evidence only");

  private static final String FILE = "file";

  /** In the order in which they appear in the document. */
  static final List<EcsField> ROWS = rows();

  private EcsFields() {}

  private static List<EcsField> rows() {
    var rows = new ArrayList<EcsField>();
    event(rows);
    actor(rows, "actor", "user.", "audit.actor.", AuditEvent::getActor);
    rows.add(
        row("actor.on_behalf_of", "user.effective.id", KEYWORD, e -> e.getActor().getOnBehalfOf()));
    rows.add(
        row("actor.session_id", "audit.session.id", KEYWORD, e -> e.getActor().getSessionId()));
    target(rows);
    resource(rows);
    source(rows);
    deviceAndAuth(rows);
    data(rows);
    provenance(rows);
    return List.copyOf(rows);
  }

  private static void event(List<EcsField> rows) {
    rows.add(row("time", "@timestamp", DATE, AuditEvent::getTime));
    rows.add(row("id", "event.id", KEYWORD, AuditEvent::getId));
    rows.add(row("observed_time", "event.created", DATE, AuditEvent::getObservedTime));
    rows.add(row("tenant_id", "organization.id", KEYWORD, AuditEvent::getTenantId));
    rows.add(row("service", "service.name", KEYWORD, AuditEvent::getService));
    rows.add(row("environment", "service.environment", KEYWORD, AuditEvent::getEnvironment));
    rows.add(row("category", "event.category", KEYWORD, EventWords::category));
    rows.add(row("action", "event.action", KEYWORD, AuditEvent::getAction));
    rows.add(row("action", "event.type", KEYWORD, EventWords::types));
    rows.add(row("outcome", "event.outcome", KEYWORD, EventWords::outcome));
    rows.add(row("reason", "event.reason", KEYWORD, AuditEvent::getReason));
    rows.add(
        row(
            "status_code",
            "http.response.status_code",
            LONG,
            e -> isApi(e) ? e.getStatusCode() : null));
    rows.add(
        row("status_code", "event.code", KEYWORD, e -> isApi(e) ? null : text(e.getStatusCode())));
    rows.add(row("severity", "event.severity", LONG, AuditEvent::getSeverity));
    rows.add(row("request_id", "http.request.id", KEYWORD, AuditEvent::getRequestId));
    rows.add(row("trace_id", "trace.id", KEYWORD, AuditEvent::getTraceId));
    rows.add(row("message", "message", TEXT, AuditEvent::getMessage));
  }

  private static void actor(
      List<EcsField> rows,
      String avro,
      String user,
      String audit,
      Function<AuditEvent, @Nullable Actor> of) {
    rows.add(row(avro + ".id", user + "id", KEYWORD, via(of, Actor::getId)));
    rows.add(row(avro + ".name", user + "name", KEYWORD, via(of, Actor::getName)));
    rows.add(row(avro + ".email", user + "email", KEYWORD, via(of, Actor::getEmail)));
    rows.add(row(avro + ".domain", user + "domain", KEYWORD, via(of, Actor::getDomain)));
    rows.add(row(avro + ".roles", user + "roles", KEYWORD, via(of, Actor::getRoles)));
    rows.add(row(avro + ".groups", audit + "groups", KEYWORD, via(of, Actor::getGroups)));
    rows.add(row(avro + ".type", audit + "type", KEYWORD, via(of, a -> lower(a.getType()))));
  }

  private static void target(List<EcsField> rows) {
    Function<AuditEvent, @Nullable Actor> of = AuditEvent::getTargetActor;
    actor(rows, "target_actor", "user.target.", "audit.target.", of);
    rows.add(
        row(
            "target_actor.on_behalf_of",
            "audit.target.on_behalf_of",
            KEYWORD,
            via(of, Actor::getOnBehalfOf)));
    rows.add(
        row(
            "target_actor.session_id",
            "audit.target.session.id",
            KEYWORD,
            via(of, Actor::getSessionId)));
  }

  private static void resource(List<EcsField> rows) {
    Function<AuditEvent, @Nullable Resource> any = AuditEvent::getResource;
    Function<AuditEvent, @Nullable Resource> file =
        e -> isFile(e.getResource()) ? e.getResource() : null;
    Function<AuditEvent, @Nullable Resource> other =
        e -> isFile(e.getResource()) ? null : e.getResource();
    rows.add(row("resource.type", "audit.resource.type", KEYWORD, via(any, Resource::getType)));
    rows.add(row("resource.id", "file.path", KEYWORD, via(file, Resource::getId)));
    rows.add(row("resource.name", "file.name", KEYWORD, via(file, Resource::getName)));
    rows.add(row("resource.owner_id", "file.owner", KEYWORD, via(file, Resource::getOwnerId)));
    rows.add(row("resource.id", "audit.resource.id", KEYWORD, via(other, Resource::getId)));
    rows.add(row("resource.name", "audit.resource.name", KEYWORD, via(other, Resource::getName)));
    rows.add(
        row(
            "resource.owner_id",
            "audit.resource.owner_id",
            KEYWORD,
            via(other, Resource::getOwnerId)));
    rows.add(
        row(
            "resource.classification",
            "audit.resource.classification",
            KEYWORD,
            via(any, Resource::getClassification)));
    rows.add(row("resource.region", "cloud.region", KEYWORD, via(any, Resource::getRegion)));
  }

  private static void source(List<EcsField> rows) {
    // ECS: the address as given, which may be a host name; the mapper leaves source.ip out where it
    // is no IP.
    rows.add(row("source.ip", "source.address", KEYWORD, e -> e.getSource().getIp()));
    rows.add(row("source.ip", "source.ip", IP, e -> e.getSource().getIp()));
    rows.add(row("source.port", "source.port", LONG, e -> e.getSource().getPort()));
    rows.add(row("source.host", "source.domain", KEYWORD, e -> e.getSource().getHost()));
    rows.add(
        row(
            "source.user_agent",
            "user_agent.original",
            KEYWORD,
            e -> e.getSource().getUserAgent()));
    Function<AuditEvent, @Nullable Geo> geo = e -> e.getSource().getGeo();
    rows.add(
        row(
            "source.geo.country",
            "source.geo.country_iso_code",
            KEYWORD,
            via(geo, Geo::getCountry)));
    rows.add(
        row("source.geo.region", "source.geo.region_iso_code", KEYWORD, via(geo, Geo::getRegion)));
    rows.add(row("source.geo.city", "source.geo.city_name", KEYWORD, via(geo, Geo::getCity)));
    rows.add(
        new EcsField(
            List.of("source.geo.lat", "source.geo.lon"),
            "source.geo.location",
            GEO_POINT,
            via(geo, Coordinates::of)));
    rows.add(row("source.geo.as_number", "source.as.number", LONG, via(geo, Geo::getAsNumber)));
    rows.add(
        row("source.geo.as_org", "source.as.organization.name", KEYWORD, via(geo, Geo::getAsOrg)));
  }

  private static void deviceAndAuth(List<EcsField> rows) {
    Function<AuditEvent, @Nullable Device> device = AuditEvent::getDevice;
    rows.add(row("device.id", "device.id", KEYWORD, via(device, Device::getId)));
    rows.add(row("device.os", "host.os.type", KEYWORD, via(device, d -> lower(d.getOs()))));
    rows.add(row("device.type", "audit.device.type", KEYWORD, via(device, Device::getType)));
    rows.add(
        row("device.managed", "audit.device.managed", BOOLEAN, via(device, Device::getManaged)));
    Function<AuditEvent, @Nullable Auth> auth = AuditEvent::getAuth;
    rows.add(row("auth.protocol", "audit.auth.protocol", KEYWORD, via(auth, Auth::getProtocol)));
    rows.add(row("auth.method", "audit.auth.method", KEYWORD, via(auth, Auth::getMethod)));
    rows.add(row("auth.mfa", "audit.auth.mfa", BOOLEAN, via(auth, Auth::getMfa)));
    rows.add(row("auth.remote", "audit.auth.remote", BOOLEAN, via(auth, Auth::getRemote)));
  }

  private static void data(List<EcsField> rows) {
    Function<AuditEvent, @Nullable DataVolume> data = AuditEvent::getData;
    rows.add(row("data.bytes_in", "source.bytes", LONG, via(data, DataVolume::getBytesIn)));
    rows.add(row("data.bytes_out", "destination.bytes", LONG, via(data, DataVolume::getBytesOut)));
    rows.add(
        new EcsField(
            List.of("data.bytes_in", "data.bytes_out"),
            "network.bytes",
            LONG,
            via(data, EcsFields::sum)));
    rows.add(row("data.records", "audit.data.records", LONG, via(data, DataVolume::getRecords)));
    rows.add(
        row(
            "data.destination",
            "destination.domain",
            KEYWORD,
            via(data, DataVolume::getDestination)));
  }

  private static void provenance(List<EcsField> rows) {
    rows.add(row("emitter.id", "audit.emitter.id", KEYWORD, e -> e.getEmitter().getId()));
    rows.add(row("emitter.epoch", "audit.emitter.epoch", LONG, e -> e.getEmitter().getEpoch()));
    rows.add(row("emitter.seq", "audit.emitter.seq", LONG, e -> e.getEmitter().getSeq()));
    rows.add(
        row("log_source.product", "event.module", KEYWORD, e -> e.getLogSource().getProduct()));
    rows.add(
        row(
            "log_source.service",
            "audit.log_source.service",
            KEYWORD,
            e -> e.getLogSource().getService()));
    rows.add(
        row(
            "log_source.category",
            "audit.log_source.category",
            KEYWORD,
            e -> e.getLogSource().getCategory()));
    rows.add(
        new EcsField(
            List.of("log_source.product", "log_source.service"),
            "event.dataset",
            KEYWORD,
            EcsFields::dataset));
  }

  private static EcsField row(
      String avroPath, String path, EcsType type, Function<AuditEvent, @Nullable Object> read) {
    return new EcsField(List.of(avroPath), path, type, read);
  }

  private static <T> Function<AuditEvent, @Nullable Object> via(
      Function<AuditEvent, @Nullable T> parent, Function<T, @Nullable Object> read) {
    return event -> {
      T value = parent.apply(event);
      return value == null ? null : read.apply(value);
    };
  }

  private static String dataset(AuditEvent event) {
    String service = event.getLogSource().getService();
    return event.getLogSource().getProduct() + "." + (service == null ? "audit" : service);
  }

  /** Null where the sum does not fit: the two parts are in the document anyway. */
  private static @Nullable Long sum(DataVolume data) {
    long sum = data.getBytesIn() + data.getBytesOut();
    boolean overflow = ((data.getBytesIn() ^ sum) & (data.getBytesOut() ^ sum)) < 0;
    return overflow ? null : sum;
  }

  private static boolean isApi(AuditEvent event) {
    return event.getCategory() == Category.API;
  }

  private static boolean isFile(@Nullable Resource resource) {
    return resource != null && FILE.equals(resource.getType());
  }

  private static @Nullable String lower(@Nullable Object word) {
    return word == null ? null : word.toString().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String text(@Nullable Integer number) {
    return number == null ? null : number.toString();
  }
}
