package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.policy.StarterPolicy.Finding;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The AWS policies on recorded attacks: 310 CloudTrail events of 35 techniques. Every technique is
 * found, by the policies named here and by no other.
 */
class StratusCoverageTest {

  /** Technique, without {@code aws.}, to the policies that find it: all of them, and only those. */
  private static final Map<String, Set<String>> EXPECTED =
      Map.ofEntries(
          found("credential-access.ec2-get-password-data", "aws-windows-passwords-swept"),
          found(
              "credential-access.ec2-steal-instance-credentials",
              "aws-instance-role-explores",
              "aws-shell-command-sent"),
          found(
              "credential-access.secretsmanager-batch-retrieve-secrets",
              "aws-secrets-batch-by-filter"),
          found("credential-access.secretsmanager-retrieve-secrets", "aws-secrets-swept"),
          found(
              "credential-access.ssm-retrieve-securestring-parameters", "aws-parameters-harvested"),
          found("defense-evasion.cloudtrail-delete", "aws-trail-stopped"),
          found("defense-evasion.cloudtrail-event-selectors", "aws-trail-blinded"),
          found("defense-evasion.cloudtrail-stop", "aws-trail-stopped"),
          found("defense-evasion.dns-delete-logs", "aws-network-logs-removed"),
          found("defense-evasion.organizations-leave", "aws-organization-left"),
          found("defense-evasion.vpc-remove-flow-logs", "aws-network-logs-removed"),
          found("discovery.ec2-download-user-data", "aws-user-data-swept"),
          found("execution.ec2-launch-unusual-instances", "aws-accelerator-instance-launched"),
          found("execution.ec2-user-data", "aws-start-script-replaced"),
          found("execution.ssm-send-command", "aws-shell-command-sent"),
          found("execution.ssm-start-session", "aws-sessions-fan-out"),
          found(
              "exfiltration.ec2-security-group-open-port-22-ingress",
              "aws-admin-port-open-to-world"),
          found("exfiltration.ec2-share-ami", "aws-image-shared"),
          found("exfiltration.ec2-share-ebs-snapshot", "aws-disk-snapshot-shared"),
          found("exfiltration.rds-share-snapshot", "aws-database-snapshot-shared"),
          found("impact.bedrock-invoke-model", "aws-model-access-taken"),
          found("initial-access.console-login-without-mfa", "aws-console-login-without-mfa"),
          found("lateral-movement.ec2-instance-connect", "aws-ssh-key-pushed-to-many"),
          found(
              "lateral-movement.ec2-serial-console-send-ssh-public-key",
              "aws-serial-console-opened"),
          found("persistence.iam-backdoor-role", "aws-role-trust-widened"),
          found("persistence.iam-backdoor-user", "aws-access-key-for-another-user"),
          found(
              "persistence.iam-create-admin-user",
              "aws-access-key-for-another-user",
              "aws-admin-policy-attached",
              "aws-admin-user-made"),
          found(
              "persistence.iam-create-backdoor-role",
              "aws-admin-policy-attached",
              "aws-role-trust-widened"),
          found(
              "persistence.iam-create-user-login-profile", "aws-console-password-for-another-user"),
          found("persistence.lambda-backdoor-function", "aws-function-opened"),
          found("persistence.lambda-layer-extension", "aws-function-layer-by-person"),
          found("persistence.lambda-overwrite-code", "aws-function-code-by-person"),
          found("persistence.rolesanywhere-create-trust-anchor", "aws-trust-anchor-of-own-making"),
          found("persistence.sts-federation-token", "aws-federation-token-with-all-rights"),
          found(
              "privilege-escalation.iam-update-user-login-profile",
              "aws-console-password-for-another-user"));

  private final List<AuditEvent> events = new ArrayList<>();
  private final Map<String, String> techniqueById = new HashMap<>();

  private static Map.Entry<String, Set<String>> found(String technique, String... policies) {
    return Map.entry(technique, Set.of(policies));
  }

  @BeforeEach
  void readEvents() {
    for (JsonNode line : DetectionPack.orSkip().events("stratus-red-team-cloudtrail")) {
      String id = line.get("id").asText();
      JsonNode original = line.get("event");
      techniqueById.put(id, line.get("technique").asText().substring("aws.".length()));
      AuditEvent event =
          Events.vendor(id, new LogSource("aws", "cloudtrail", null), original.toString());
      event.setTime(Instant.parse(original.get("eventTime").asText()));
      events.add(event);
    }
  }

  @Test
  void everyTechniqueIsFoundByItsPoliciesAndByNoOther() {
    var found = new TreeMap<String, Set<String>>();
    for (StarterPolicy policy : StarterLibrary.policies("aws")) {
      for (Finding finding : policy.findings(events)) {
        String technique = techniqueById.getOrDefault(finding.anchor(), "");
        found.computeIfAbsent(technique, t -> new TreeSet<>()).add(policy.envelope().id());
      }
    }
    report(found);

    assertThat(techniqueById.values()).containsAll(EXPECTED.keySet());
    assertThat(found).isEqualTo(EXPECTED);
  }

  /** A finding after dedup is what an analyst sees: the 310 events make 46 of them. */
  @Test
  void anAnalystSeesOneAlertForEachAttackOrFewMore() {
    var alerts = new TreeMap<String, Integer>();
    for (StarterPolicy policy : StarterLibrary.policies("aws")) {
      for (Finding finding : policy.deduplicated(policy.findings(events))) {
        alerts.merge(techniqueById.getOrDefault(finding.anchor(), ""), 1, Integer::sum);
      }
    }
    assertThat(alerts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(46);
    assertThat(alerts).allSatisfy((technique, count) -> assertThat(count).isLessThanOrEqualTo(5));
  }

  private static void report(Map<String, Set<String>> found) {
    System.out.printf("%d of %d techniques found%n", found.size(), EXPECTED.size());
    found.forEach((technique, policies) -> System.out.println(technique + " " + policies));
  }
}
