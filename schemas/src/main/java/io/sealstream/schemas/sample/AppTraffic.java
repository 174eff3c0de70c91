package io.sealstream.schemas.sample;

import io.sealstream.schemas.sample.AppEvents.Deed;
import io.sealstream.schemas.sample.AppEvents.Moment;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Auth;
import io.sealstream.schemas.v1.Category;
import io.sealstream.schemas.v1.Change;
import io.sealstream.schemas.v1.DataVolume;
import io.sealstream.schemas.v1.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * The everyday work in the applications. Some of it comes near a story without being one, so that a
 * policy has something to tell apart.
 */
final class AppTraffic {
  private static final int DENIED_PERMILLE = 10;
  private static final int FAILED_PERMILLE = 20;
  private static final String RESTRICTED = "restricted";

  private final Random random;
  private final AppEvents events;

  AppTraffic(Random random) {
    this.random = random;
    this.events = new AppEvents(random);
  }

  AuditEvent next(String tenant, Instant time) {
    var moment = new Moment(tenant, People.busy(random), time);
    int dice = random.nextInt(100);
    AuditEvent event;
    if (dice < 20) {
      event = login(moment);
    } else if (dice < 45) {
      event = download(moment);
    } else if (dice < 48) {
      event = export(moment);
    } else if (dice < 75) {
      event = record(moment);
    } else if (dice < 95) {
      event = events.event(moment, new Deed("orders", Category.API, "call_api"));
    } else {
      event = dice < 98 ? config(moment) : grant(moment);
    }
    outcome(event);
    return event;
  }

  private AuditEvent login(Moment moment) {
    AuditEvent event =
        events.event(moment, new Deed("files", Category.AUTHENTICATION, "login_user"));
    event.setAuth(new Auth("oidc", "webauthn", true, true));
    int dice = random.nextInt(100);
    if (dice < 4) {
      event.getSource().setGeo(null); // no database knows every address
    } else if (dice < 6) {
      event.setOutcome(Outcome.FAILURE);
      event.setReason("bad_password");
      AppEvents.abroad(event);
    }
    return event;
  }

  private AuditEvent download(Moment moment) {
    AuditEvent event = events.event(moment, new Deed("files", Category.FILE, "download_file"));
    event.setResource(
        AppEvents.resource("file", "docs/report-" + random.nextInt(500) + ".pdf", "internal"));
    event.setData(new DataVolume(512L, 20_000L + random.nextInt(3_000_000), 1L, null));
    return event;
  }

  private AuditEvent export(Moment moment) {
    AuditEvent event = events.event(moment, new Deed("files", Category.FILE, "export_folder"));
    event.setResource(AppEvents.resource("folder", "docs/" + random.nextInt(40), "internal"));
    event.setData(
        new DataVolume(
            512L, 1_000_000L + random.nextInt(9_000_000), 1L + random.nextInt(600), null));
    return event;
  }

  private AuditEvent record(Moment moment) {
    String action = random.nextInt(3) == 0 ? "update_record" : "read_record";
    AuditEvent event = events.event(moment, new Deed("payroll", Category.DATA, action));
    int employee = random.nextInt(900);
    event.setResource(
        AppEvents.resource(
            "record", "employee-" + employee, employee < 40 ? RESTRICTED : "internal"));
    return event;
  }

  private AuditEvent config(Moment moment) {
    AuditEvent event =
        events.event(moment, new Deed("admin-portal", Category.CONFIGURATION, "update_config"));
    Change change = change();
    event.setResource(AppEvents.resource("config", change.getField(), "internal"));
    event.setChanges(List.of(change));
    return event;
  }

  private Change change() {
    return switch (random.nextInt(3)) {
      case 0 -> new Change("mail.digest.enabled", "true", "false");
      case 1 -> new Change("audit.logging.enabled", "false", "true");
      default -> new Change("ui.theme", "light", "dark");
    };
  }

  private AuditEvent grant(Moment moment) {
    AuditEvent event = events.event(moment, new Deed("admin-portal", Category.IAM, "grant_role"));
    String other = moment.person().equals("alice") ? "bob" : "alice";
    int dice = random.nextInt(20);
    String target = dice < 3 ? moment.person() : other;
    String role = dice == 3 ? "break_glass_admin" : "editor";
    event.setTargetActor(AppEvents.person(target, moment.tenant()));
    event.setChanges(List.of(new Change("roles", "viewer", role)));
    return event;
  }

  private void outcome(AuditEvent event) {
    int dice = random.nextInt(1000);
    // To be denied a restricted record is a story of its own.
    boolean restricted =
        event.getResource() != null && RESTRICTED.equals(event.getResource().getClassification());
    if (dice < DENIED_PERMILLE && !restricted) {
      event.setOutcome(Outcome.DENIED);
      event.setReason("not_permitted");
    } else if (dice < DENIED_PERMILLE + FAILED_PERMILLE) {
      event.setOutcome(Outcome.FAILURE);
      event.setReason("error");
    }
  }
}
