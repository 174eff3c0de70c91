package io.sealstream.schemas.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.v1.Category;
import java.util.Set;

/** What kind of action an AWS call is, by its service and, where that is not enough, its name. */
final class CloudTrailCategory {
  private static final Set<String> AUTHENTICATION = Set.of("signin", "sts", "sso", "cognito-idp");
  private static final Set<String> IAM =
      Set.of("iam", "organizations", "identitystore", "sso-directory", "access-analyzer");
  private static final Set<String> CONFIGURATION =
      Set.of("cloudtrail", "config", "guardduty", "securityhub", "cloudformation");
  private static final Set<String> DATA = Set.of("secretsmanager", "rds-data", "kms", "athena");
  private static final Set<String> NETWORK =
      Set.of("route53", "route53resolver", "network-firewall", "elasticloadbalancing");
  private static final Set<String> SESSIONS =
      Set.of("StartSession", "ResumeSession", "TerminateSession");

  private CloudTrailCategory() {}

  static Category of(JsonNode record) {
    String service = CloudTrailMapping.service(record);
    if (AUTHENTICATION.contains(service)
        || record.path("eventType").asText().equals("AwsConsoleSignIn")) {
      return Category.AUTHENTICATION;
    }
    if (IAM.contains(service)) {
      return Category.IAM;
    }
    if (CONFIGURATION.contains(service)) {
      return Category.CONFIGURATION;
    }
    if (DATA.contains(service) || isDataEvent(record)) {
      return Category.DATA;
    }
    if (NETWORK.contains(service)) {
      return Category.NETWORK;
    }
    return byName(service, record);
  }

  private static Category byName(String service, JsonNode record) {
    String name = record.path("eventName").asText();
    if (service.equals("ssm") && SESSIONS.contains(name)) {
      return Category.SESSION;
    }
    if (service.equals("s3")) {
      return name.contains("Object") ? Category.DATA : Category.CONFIGURATION;
    }
    return Category.API;
  }

  private static boolean isDataEvent(JsonNode record) {
    return record.path("eventCategory").asText().equals("Data")
        || record.path("managementEvent").asText().equals("false");
  }
}
