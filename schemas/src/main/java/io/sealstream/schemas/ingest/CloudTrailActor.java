package io.sealstream.schemas.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.v1.Actor;
import io.sealstream.schemas.v1.ActorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who acted, and on whom, out of {@code userIdentity} and the request. */
final class CloudTrailActor {
  /** Roles that people, not programs, assume: those of IAM Identity Center. */
  private static final String SSO_ROLE = "AWSReservedSSO_";

  private CloudTrailActor() {}

  static Actor of(JsonNode identity) {
    String id =
        Fields.text(identity, "arn", "principalId", "userName", "invokedBy", "accountId", "type");
    var actor = new Actor();
    actor.setId(id == null ? "unknown" : id);
    actor.setType(type(identity));
    actor.setName(name(identity));
    actor.setDomain(Fields.text(identity, "accountId"));
    String role = Fields.text(identity, "sessionContext.sessionIssuer.arn");
    actor.setRoles(role == null ? List.of() : List.of(role));
    actor.setGroups(List.of());
    actor.setOnBehalfOf(
        Fields.text(identity, "onBehalfOf.userId", "sessionContext.sourceIdentity"));
    actor.setSessionId(Fields.text(identity, "accessKeyId"));
    return actor;
  }

  /** The person an IAM call is about, where the request names one. */
  static @Nullable Actor target(JsonNode record) {
    String user = Fields.text(record, "requestParameters.userName");
    if (user == null || !CloudTrailMapping.service(record).equals("iam")) {
      return null;
    }
    var target = new Actor();
    target.setId(user);
    target.setName(user);
    target.setType(ActorType.USER);
    target.setRoles(List.of());
    target.setGroups(List.of());
    return target;
  }

  private static @Nullable String name(JsonNode identity) {
    String session = Fields.text(identity, "principalId");
    int colon = session == null ? -1 : session.indexOf(':');
    String own = Fields.text(identity, "userName");
    if (own != null || session == null || colon < 0) {
      return own;
    }
    // AROA...:session-name: who took the role, not the role.
    return session.substring(colon + 1);
  }

  private static ActorType type(JsonNode identity) {
    return switch (identity.path("type").asText()) {
      case "Root" -> ActorType.ADMIN;
      case "IAMUser", "FederatedUser", "SAMLUser", "WebIdentityUser", "IdentityCenterUser" ->
          ActorType.USER;
      case "AssumedRole" ->
          identity.path("arn").asText().contains(SSO_ROLE) ? ActorType.USER : ActorType.SERVICE;
      case "Role", "AWSService" -> ActorType.SERVICE;
      default -> ActorType.UNKNOWN;
    };
  }
}
