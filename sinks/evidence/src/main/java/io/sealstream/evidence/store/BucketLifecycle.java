package io.sealstream.evidence.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Transition;

/** The lifecycle rules of an archive's bucket. */
public final class BucketLifecycle {
  private static final int NOT_FOUND = 404;

  private final S3Bucket bucket;

  private BucketLifecycle(S3Bucket bucket) {
    this.bucket = bucket;
  }

  /**
   * Of an archive in a bucket.
   *
   * @throws IllegalArgumentException for a folder
   */
  public static BucketLifecycle of(EvidenceStore store) {
    if (store instanceof S3EvidenceStore s3) {
      return new BucketLifecycle(s3.bucket());
    }
    throw new IllegalArgumentException("a folder has no lifecycle rules: name s3://bucket/prefix");
  }

  /** Prefix of the archive's keys in the bucket. */
  public String prefix() {
    return bucket.prefix();
  }

  /**
   * Puts these rules in the place of those whose names begin alike; others stay.
   *
   * @param ours what the names begin with
   * @param rules as S3's API has them in JSON
   * @return the names of those that stay
   */
  public List<String> replace(String ours, JsonNode rules) throws IOException {
    List<LifecycleRule> others =
        current().stream()
            .filter(rule -> rule.id() == null || !rule.id().startsWith(ours))
            .toList();
    List<LifecycleRule> all = new ArrayList<>(others);
    rules.forEach(rule -> all.add(rule(rule)));
    bucket.call(
        "PutBucketLifecycleConfiguration",
        bucket.name(),
        () ->
            bucket
                .client()
                .putBucketLifecycleConfiguration(
                    r -> r.bucket(bucket.name()).lifecycleConfiguration(l -> l.rules(all))));
    return others.stream().map(rule -> String.valueOf(rule.id())).toList();
  }

  private static LifecycleRule rule(JsonNode json) {
    LifecycleRule.Builder rule =
        LifecycleRule.builder()
            .id(json.path("ID").asText())
            .status(json.path("Status").asText())
            .filter(filter(json.path("Filter")));
    days(json, "Expiration", "Days").ifPresent(days -> rule.expiration(e -> e.days(days)));
    days(json, "NoncurrentVersionExpiration", "NoncurrentDays")
        .ifPresent(days -> rule.noncurrentVersionExpiration(e -> e.noncurrentDays(days)));
    days(json, "AbortIncompleteMultipartUpload", "DaysAfterInitiation")
        .ifPresent(days -> rule.abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(days)));
    List<Transition> transitions = new ArrayList<>();
    json.path("Transitions")
        .forEach(
            t ->
                transitions.add(
                    Transition.builder()
                        .days(t.path("Days").asInt())
                        .storageClass(t.path("StorageClass").asText())
                        .build()));
    return (transitions.isEmpty() ? rule : rule.transitions(transitions)).build();
  }

  private static LifecycleRuleFilter filter(JsonNode json) {
    JsonNode both = json.path("And");
    if (both.isMissingNode()) {
      return LifecycleRuleFilter.builder().prefix(json.path("Prefix").asText()).build();
    }
    JsonNode tag = both.path("Tags").path(0);
    return LifecycleRuleFilter.builder()
        .and(
            and ->
                and.prefix(both.path("Prefix").asText())
                    .tags(
                        Tag.builder()
                            .key(tag.path("Key").asText())
                            .value(tag.path("Value").asText())
                            .build()))
        .build();
  }

  private static Optional<Integer> days(JsonNode rule, String action, String field) {
    JsonNode days = rule.path(action).path(field);
    return days.isInt() ? Optional.of(days.intValue()) : Optional.empty();
  }

  /** The rules that are in force. */
  public List<LifecycleRule> current() throws IOException {
    try {
      return bucket
          .call(
              "GetBucketLifecycleConfiguration",
              bucket.name(),
              () -> bucket.client().getBucketLifecycleConfiguration(r -> r.bucket(bucket.name())))
          .rules();
    } catch (S3CallException e) {
      if (e.is(NOT_FOUND)) {
        return List.of();
      }
      throw e;
    }
  }
}
