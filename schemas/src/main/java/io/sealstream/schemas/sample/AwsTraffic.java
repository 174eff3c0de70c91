package io.sealstream.schemas.sample;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.ingest.ImportFormat;
import io.sealstream.schemas.v1.AuditEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** CloudTrail records, read by the importer that reads real ones. */
final class AwsTraffic {

  /** Documentation account numbers, one a tenant. */
  private static final String[] ACCOUNTS = {"111122223333", "444455556666", "123456789012"};

  private final Random random;

  AwsTraffic(Random random) {
    this.random = random;
  }

  AuditEvent next(String tenant, Instant time) {
    String person = People.busy(random);
    int dice = random.nextInt(100);
    if (dice < 8) {
      return event(tenant, signIn(tenant, person, time));
    }
    if (dice < 10) {
      return event(tenant, keyForOneself(tenant, person, time));
    }
    if (dice < 55) {
      ObjectNode read = call(tenant, person, time, "s3 GetObject");
      read.put("readOnly", true).put("eventCategory", "Data").put("managementEvent", false);
      read.putObject("requestParameters")
          .put("bucketName", tenant + "-reports")
          .put("key", "2026/" + random.nextInt(400) + ".csv");
      read.putObject("additionalEventData").put("bytesTransferredOut", random.nextInt(500_000));
      return event(tenant, read);
    }
    ObjectNode list = call(tenant, person, time, question(dice));
    list.put("readOnly", true).putNull("requestParameters");
    return event(tenant, list);
  }

  private static String question(int dice) {
    if (dice < 80) {
      return "ec2 DescribeInstances";
    }
    return dice < 98 ? "sts GetCallerIdentity" : "cloudtrail DescribeTrails";
  }

  /** Some use no second factor for a good reason: they fail before it, or are federated. */
  private ObjectNode signIn(String tenant, String person, Instant time) {
    int dice = random.nextInt(20);
    ObjectNode login = consoleLogin(tenant, person, time, dice < 2 ? "No" : "Yes");
    if (dice == 0) {
      login.put("errorMessage", "Failed authentication");
      login.putObject("responseElements").put("ConsoleLogin", "Failure");
    } else if (dice == 1) {
      String account = account(tenant);
      ObjectNode identity = login.putObject("userIdentity");
      identity.put("type", "AssumedRole").put("principalId", "AROAEXAMPLE:" + person);
      identity.put("arn", "arn:aws:sts::" + account + ":assumed-role/analyst/" + person);
      identity.put("accountId", account);
      login
          .withObjectProperty("additionalEventData")
          .put("SamlProviderArn", "arn:aws:iam::" + account + ":saml-provider/sample");
    }
    return login;
  }

  /** Whoever names nobody gets a key too. */
  private ObjectNode keyForOneself(String tenant, String person, Instant time) {
    ObjectNode key = call(tenant, person, time, "iam CreateAccessKey");
    if (random.nextBoolean()) {
      key.putObject("requestParameters").put("userName", person);
    } else {
      key.putNull("requestParameters");
    }
    return key;
  }

  ObjectNode consoleLogin(String tenant, String person, Instant time, String mfa) {
    ObjectNode login = call(tenant, person, time, "signin ConsoleLogin");
    login.put("eventType", "AwsConsoleSignIn").putNull("requestParameters");
    login.put("userAgent", "Mozilla/5.0 (sample)");
    login.putObject("responseElements").put("ConsoleLogin", "Success");
    login.putObject("additionalEventData").put("MFAUsed", mfa).put("MobileVersion", "No");
    return login;
  }

  /**
   * A record without parameters.
   *
   * @param what service and name of the call, with a blank between
   */
  ObjectNode call(String tenant, String person, Instant time, String what) {
    int blank = what.indexOf(' ');
    String account = account(tenant);
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.put("eventVersion", "1.09");
    ObjectNode identity = record.putObject("userIdentity");
    identity.put("type", "IAMUser").put("principalId", "AIDAEXAMPLE" + person);
    identity.put("arn", "arn:aws:iam::" + account + ":user/" + person);
    identity.put("accountId", account).put("userName", person);
    record.put("eventTime", time.truncatedTo(ChronoUnit.SECONDS).toString());
    record.put("eventSource", what.substring(0, blank) + ".amazonaws.com");
    record.put("eventName", what.substring(blank + 1));
    record.put("awsRegion", "eu-central-1").put("sourceIPAddress", People.address(person));
    record.put("userAgent", "aws-cli/2.0 (sample)");
    record.put("requestID", People.id(random, time.toEpochMilli()));
    record.put("eventID", People.id(random, time.toEpochMilli()));
    record.put("readOnly", false).put("eventType", "AwsApiCall");
    record.put("managementEvent", true).put("recipientAccountId", account);
    record.put("eventCategory", "Management");
    return record;
  }

  private static String account(String tenant) {
    return ACCOUNTS[SampleGenerator.TENANTS.indexOf(tenant)];
  }

  AuditEvent event(String tenant, ObjectNode record) {
    return ImportFormat.CLOUDTRAIL.importer(new TenantId(tenant)).read(record.toString());
  }
}
