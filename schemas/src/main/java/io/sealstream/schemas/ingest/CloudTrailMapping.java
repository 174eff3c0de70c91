package io.sealstream.schemas.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Auth;
import io.sealstream.schemas.v1.DataVolume;
import io.sealstream.schemas.v1.Outcome;
import io.sealstream.schemas.v1.Source;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The words of an event for what a CloudTrail record says. The record itself stays whole. */
final class CloudTrailMapping {
  private static final int INFORMATIONAL = 1;
  private static final List<String> DENIALS =
      List.of("AccessDenied", "Unauthorized", "NotAuthorized", "AuthorizationError", "Forbidden");

  private static final Map<String, String> LABELS =
      Map.of(
          "aws.region", "awsRegion",
          "aws.account_id", "recipientAccountId",
          "aws.event_category", "eventCategory",
          "aws.event_type", "eventType",
          "aws.read_only", "readOnly",
          "aws.invoked_by", "userIdentity.invokedBy");

  private CloudTrailMapping() {}

  /** Where a record has its time. */
  static final String[] TIMES = {"eventTime", "@timestamp"};

  /** Maps a record. */
  static AuditEvent map(VendorEvent vendor) {
    JsonNode record = vendor.json();
    var event = new AuditEvent();
    event.setId(vendor.id());
    event.setTime(vendor.time());
    event.setTenantId(vendor.tenant().value());
    event.setEnvironment("");
    event.setService(service(record));
    event.setCategory(CloudTrailCategory.of(record));
    event.setAction(action(record));
    event.setOutcome(outcome(record));
    event.setReason(Fields.text(record, "errorCode"));
    event.setSeverity(INFORMATIONAL);
    event.setActor(CloudTrailActor.of(record.path("userIdentity")));
    event.setTargetActor(CloudTrailActor.target(record));
    event.setResource(CloudTrailResource.of(record));
    event.setSource(source(record));
    event.setAuth(auth(record));
    event.setData(volume(record));
    event.setChanges(List.of());
    event.setRequestId(Fields.text(record, "requestID"));
    event.setMessage(Fields.text(record, "errorMessage"));
    event.setLabels(labels(record));
    event.setEmitter(VendorEvent.UNSTAMPED);
    event.setLogSource(vendor.logSource());
    event.setOriginal(vendor.raw());
    return event;
  }

  /** {@code s3.amazonaws.com} is {@code s3}. */
  static String service(JsonNode record) {
    String source = Fields.text(record, "eventSource");
    return source == null ? "aws" : source.replaceFirst("\\.(amazonaws|aws)\\.[a-z.]+$", "");
  }

  private static String action(JsonNode record) {
    String name = Fields.text(record, "eventName");
    if (name == null) {
      return "unknown";
    }
    return name.equals("ConsoleLogin") ? "login_console" : SnakeCase.of(name);
  }

  /** A sign-in carries no error code when it fails: its own response says so. */
  static Outcome outcome(JsonNode record) {
    String error = Fields.text(record, "errorCode");
    if (error != null) {
      return DENIALS.stream().anyMatch(error::contains) ? Outcome.DENIED : Outcome.FAILURE;
    }
    String name = Fields.text(record, "eventName");
    String response = name == null ? null : record.path("responseElements").path(name).asText("");
    return "Failure".equals(response) ? Outcome.FAILURE : Outcome.SUCCESS;
  }

  private static Source source(JsonNode record) {
    var source = new Source();
    String address = Fields.text(record, "sourceIPAddress");
    if (address != null && IpLiteral.isIp(address)) {
      source.setIp(address);
    } else {
      source.setHost(address);
    }
    source.setUserAgent(Fields.text(record, "userAgent"));
    return source;
  }

  private static @Nullable Auth auth(JsonNode record) {
    String mfa =
        Fields.text(
            record,
            "userIdentity.sessionContext.attributes.mfaAuthenticated",
            "additionalEventData.MFAUsed");
    if (mfa == null) {
      return null;
    }
    var auth = new Auth();
    auth.setMfa(mfa.equalsIgnoreCase("true") || mfa.equalsIgnoreCase("yes"));
    return auth;
  }

  private static @Nullable DataVolume volume(JsonNode record) {
    long in = Fields.number(record, "additionalEventData.bytesTransferredIn");
    long out = Fields.number(record, "additionalEventData.bytesTransferredOut");
    return in == 0 && out == 0 ? null : new DataVolume(in, out, null, null);
  }

  private static Map<String, String> labels(JsonNode record) {
    Map<String, String> labels = new TreeMap<>();
    LABELS.forEach(
        (label, path) -> {
          String value = Fields.text(record, path);
          if (value != null) {
            labels.put(label, value);
          }
        });
    return labels;
  }
}
