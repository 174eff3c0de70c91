package io.sealstream.schemas.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.sample.AppEvents.Deed;
import io.sealstream.schemas.sample.AppEvents.Moment;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Category;
import io.sealstream.schemas.v1.Change;
import io.sealstream.schemas.v1.DataVolume;
import io.sealstream.schemas.v1.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The attacks. Each is told once, at a fixed time of the day. */
final class Stories {
  private static final Deed GRANT = new Deed("admin-portal", Category.IAM, "grant_role");
  private static final Deed CONFIG =
      new Deed("admin-portal", Category.CONFIGURATION, "update_config");
  private static final Deed LOGIN = new Deed("files", Category.AUTHENTICATION, "login_user");

  private final Instant start;
  private final AppEvents app;
  private final AwsTraffic aws;
  private final List<AuditEvent> events = new ArrayList<>();
  private final List<Story> stories = new ArrayList<>();

  Stories(Random random, Instant start) {
    this.start = start;
    this.app = new AppEvents(random);
    this.aws = new AwsTraffic(random);
  }

  List<AuditEvent> events() {
    return List.copyOf(events);
  }

  List<Story> stories() {
    return List.copyOf(stories);
  }

  void tellAll() {
    cloudAuditLoggingDisabled();
    consoleLoginWithoutMfaThenKey();
    massDownloadAfterUnusualLogin();
    breakGlassSelfGrant();
    appAuditLogDisabled();
    deniedProbing();
  }

  private void cloudAuditLoggingDisabled() {
    Instant time = at(3, 12);
    List<AuditEvent> told = new ArrayList<>();
    for (String name : List.of("DescribeTrails", "GetTrailStatus", "StopLogging")) {
      ObjectNode call = aws.call("acme", "mallory", time, "cloudtrail " + name);
      call.putObject("requestParameters").put("name", "org-trail");
      told.add(aws.event("acme", call));
      time = time.plusSeconds(40);
    }
    tell("cloud-audit-logging-disabled", told, List.of(2));
  }

  private void consoleLoginWithoutMfaThenKey() {
    Instant time = at(21, 5);
    AuditEvent login = aws.event("globex", aws.consoleLogin("globex", "trent", time, "No"));
    ObjectNode key = aws.call("globex", "trent", time.plusSeconds(95), "iam CreateAccessKey");
    key.putObject("requestParameters").put("userName", "victor");
    AuditEvent created = aws.event("globex", key);
    tell("console-login-without-mfa-then-key", List.of(login, created), List.of(0, 1));
  }

  private void massDownloadAfterUnusualLogin() {
    Instant time = at(2, 17);
    List<AuditEvent> told = new ArrayList<>();
    told.add(AppEvents.abroad(app.event(new Moment("acme", "niaj", time), LOGIN)));
    for (int i = 0; i < 12; i++) {
      time = time.plusSeconds(20);
      AuditEvent file =
          app.event(
              new Moment("acme", "niaj", time), new Deed("files", Category.FILE, "download_file"));
      file.setResource(AppEvents.resource("file", "designs/part-" + i + ".zip", "confidential"));
      file.setData(new DataVolume(512L, 40_000_000L + i * 4_000_000L, 1L, null));
      told.add(AppEvents.abroad(file));
    }
    AuditEvent export =
        app.event(
            new Moment("acme", "niaj", time.plusSeconds(60)),
            new Deed("files", Category.FILE, "export_folder"));
    export.setResource(AppEvents.resource("folder", "designs", "confidential"));
    export.setData(new DataVolume(512L, 2_400_000_000L, 4210L, null));
    told.add(AppEvents.abroad(export));
    tell("mass-download-after-unusual-login", told, List.of(0, told.size() - 1));
  }

  private void breakGlassSelfGrant() {
    Instant time = at(19, 44);
    AuditEvent grant = app.event(new Moment("initech", "rupert", time), GRANT);
    grant.setTargetActor(AppEvents.person("rupert", "initech"));
    grant.setChanges(List.of(new Change("roles", "support", "break_glass_admin")));
    AuditEvent change = app.event(new Moment("initech", "rupert", time.plusSeconds(70)), CONFIG);
    change.setResource(AppEvents.resource("config", "payroll.limits", "internal"));
    change.setChanges(List.of(new Change("payroll.limits.max", "10000", "900000")));
    AuditEvent revoke =
        app.event(
            new Moment("initech", "rupert", time.plusSeconds(200)),
            new Deed("admin-portal", Category.IAM, "revoke_role"));
    revoke.setTargetActor(AppEvents.person("rupert", "initech"));
    revoke.setChanges(List.of(new Change("roles", "break_glass_admin", "support")));
    tell("break-glass-self-grant", List.of(grant, change, revoke), List.of(0));
  }

  private void appAuditLogDisabled() {
    Instant time = at(23, 31);
    AuditEvent login = app.event(new Moment("globex", "sybil", time), LOGIN);
    AuditEvent off = app.event(new Moment("globex", "sybil", time.plusSeconds(50)), CONFIG);
    off.setResource(AppEvents.resource("config", "audit.logging", "restricted"));
    off.setChanges(List.of(new Change("audit.logging.enabled", "true", "false")));
    tell("app-audit-log-disabled", List.of(login, off), List.of(1));
  }

  private void deniedProbing() {
    Instant time = at(16, 8);
    List<AuditEvent> told = new ArrayList<>();
    for (int i = 0; i <= 20; i++) {
      AuditEvent read =
          app.event(
              new Moment("initech", "walter", time),
              new Deed("payroll", Category.DATA, "read_record"));
      String classification = i == 20 ? "restricted" : "internal";
      read.setResource(AppEvents.resource("record", "executive-" + i, classification));
      read.setOutcome(Outcome.DENIED);
      read.setReason("not_permitted");
      told.add(read);
      time = time.plusSeconds(5);
    }
    tell("denied-probing", told, List.of(20));
  }

  private Instant at(int hour, int minute) {
    return start.plus(Duration.ofHours(hour)).plus(Duration.ofMinutes(minute));
  }

  private void tell(String id, List<AuditEvent> told, List<Integer> triggers) {
    events.addAll(told);
    List<String> ids = told.stream().map(AuditEvent::getId).toList();
    stories.add(
        new Story(id, told.get(0).getTenantId(), ids, triggers.stream().map(ids::get).toList()));
  }
}
