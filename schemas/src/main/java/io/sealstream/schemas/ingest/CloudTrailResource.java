package io.sealstream.schemas.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.v1.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was acted on: the record's own {@code resources}, else what the request names. */
final class CloudTrailResource {

  /** A request parameter, and the kind of thing it names. The more specific comes first. */
  private record Named(String parameter, String type) {}

  private static final List<Named> PARAMETERS =
      List.of(
          new Named("accessKeyId", "access_key"),
          new Named("userName", "user"),
          new Named("roleName", "role"),
          new Named("roleArn", "role"),
          new Named("groupName", "group"),
          new Named("policyArn", "policy"),
          new Named("secretId", "secret"),
          new Named("instanceId", "host"),
          new Named("instancesSet.items.0.instanceId", "host"),
          new Named("functionName", "function"),
          new Named("tableName", "table"),
          new Named("dBInstanceIdentifier", "database"),
          new Named("dBClusterIdentifier", "database"),
          new Named("trailName", "trail"),
          new Named("keyId", "key"),
          new Named("snapshotId", "snapshot"),
          new Named("volumeId", "volume"),
          new Named("imageId", "image"),
          new Named("groupId", "security_group"),
          new Named("documentName", "document"));

  private CloudTrailResource() {}

  static @Nullable Resource of(JsonNode record) {
    Resource found = listed(record.path("resources"));
    if (found == null) {
      found = requested(record);
    }
    if (found != null) {
      found.setRegion(Fields.text(record, "awsRegion"));
    }
    return found;
  }

  /** An object says more than the bucket that is listed with it. */
  private static @Nullable Resource listed(JsonNode resources) {
    JsonNode chosen = null;
    for (JsonNode candidate : resources) {
      boolean isObject = candidate.path("type").asText().endsWith("::Object");
      if (Fields.text(candidate, "ARN") != null && (chosen == null || isObject)) {
        chosen = candidate;
      }
    }
    if (chosen == null) {
      return null;
    }
    String type = chosen.path("type").asText("unknown");
    String arn = chosen.path("ARN").asText();
    return resource(SnakeCase.of(type.substring(type.lastIndexOf(':') + 1)), arn, owner(chosen));
  }

  private static @Nullable Resource requested(JsonNode record) {
    JsonNode request = record.path("requestParameters");
    String bucket = Fields.text(request, "bucketName");
    if (bucket != null) {
      String key = Fields.text(request, "key");
      return key == null
          ? resource("bucket", bucket, null)
          : resource("object", bucket + "/" + key, null);
    }
    String name = Fields.text(request, "name");
    if (name != null && CloudTrailMapping.service(record).equals("cloudtrail")) {
      return resource("trail", name, null);
    }
    for (Named named : PARAMETERS) {
      String id = Fields.text(request, named.parameter());
      if (id != null) {
        return resource(named.type(), id, null);
      }
    }
    return null;
  }

  private static @Nullable String owner(JsonNode resource) {
    return Fields.text(resource, "accountId");
  }

  private static Resource resource(String type, String id, @Nullable String owner) {
    var resource = new Resource();
    resource.setType(type.isEmpty() ? "unknown" : type);
    resource.setId(id);
    resource.setName(id.substring(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1));
    resource.setOwnerId(owner);
    return resource;
  }
}
