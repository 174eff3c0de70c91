package io.sealstream.schemas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.v1.ActorType;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Category;
import io.sealstream.schemas.v1.Outcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CloudTrailImporterTest {
  private static final String DOWNLOAD =
      """
      {"eventVersion":"1.08", "eventTime":"2026-03-01T10:20:30Z","eventID":"e-1","requestID":"r-1",
       "eventSource":"s3.amazonaws.com","eventName":"GetObject","awsRegion":"eu-central-1",
       "sourceIPAddress":"192.0.2.7","userAgent":"aws-cli/2","eventCategory":"Data",
       "recipientAccountId":"111122223333",
       "requestParameters":{"bucketName":"reports","key":"2026/q1.csv"},
       "additionalEventData":{"bytesTransferredOut":4096.0,"bytesTransferredIn":0},
       "userIdentity":{"type":"AssumedRole","accountId":"111122223333",
        "principalId":"AROAEXAMPLE:alice","accessKeyId":"ASIAEXAMPLE",
        "arn":"arn:aws:sts::111122223333:assumed-role/Reader/alice","invokedBy":"athena.amazonaws.com",
        "sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:role/Reader"},
         "attributes":{"mfaAuthenticated":"true"}}}}""";

  @Test
  void whatCloudTrailSaysBecomesTheWordsOfAnEvent() {
    AuditEvent event = read(DOWNLOAD);
    assertThat(event.getId()).isEqualTo("e-1");
    assertThat(event.getTime()).isEqualTo(Instant.parse("2026-03-01T10:20:30Z"));
    assertThat(event.getTenantId()).isEqualTo("acme");
    assertThat(event.getService()).isEqualTo("s3");
    assertThat(event.getAction()).isEqualTo("get_object");
    assertThat(event.getCategory()).isEqualTo(Category.DATA);
    assertThat(event.getOutcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(event.getRequestId()).isEqualTo("r-1");
    assertThat(event.getData().getBytesOut()).isEqualTo(4096);
    assertThat(event.getAuth().getMfa()).isTrue();
    assertThat(event.getResource().getType()).isEqualTo("object");
    assertThat(event.getResource().getId()).isEqualTo("reports/2026/q1.csv");
    assertThat(event.getResource().getRegion()).isEqualTo("eu-central-1");
    assertThat(event.getLogSource().getProduct()).isEqualTo("aws");
    assertThat(event.getLogSource().getService()).isEqualTo("cloudtrail");
    assertThat(event.getLabels()).containsEntry("aws.invoked_by", "athena.amazonaws.com");
  }

  @Test
  void theActorIsTheSessionAndTheRoleIsItsRole() {
    var actor = read(DOWNLOAD).getActor();
    assertThat(actor.getId()).isEqualTo("arn:aws:sts::111122223333:assumed-role/Reader/alice");
    assertThat(actor.getName()).isEqualTo("alice");
    assertThat(actor.getType()).isEqualTo(ActorType.SERVICE);
    assertThat(actor.getDomain()).isEqualTo("111122223333");
    assertThat(actor.getRoles()).containsExactly("arn:aws:iam::111122223333:role/Reader");
    assertThat(actor.getSessionId()).isEqualTo("ASIAEXAMPLE");
  }

  @Test
  void theVendorTextIsKeptCharacterByCharacter() {
    assertThat(read(DOWNLOAD).getOriginal()).isEqualTo(DOWNLOAD);
  }

  @Test
  void refusalsAreToldFromFailures() {
    assertThat(outcome("\"errorCode\":\"AccessDenied\"")).isEqualTo(Outcome.DENIED);
    assertThat(outcome("\"errorCode\":\"Client.UnauthorizedOperation\"")).isEqualTo(Outcome.DENIED);
    assertThat(outcome("\"errorCode\":\"NoSuchBucket\"")).isEqualTo(Outcome.FAILURE);
    assertThat(outcome("\"responseElements\":{\"ConsoleLogin\":\"Failure\"}"))
        .isEqualTo(Outcome.FAILURE);
    assertThat(outcome("\"responseElements\":{\"ConsoleLogin\":\"Success\"}"))
        .isEqualTo(Outcome.SUCCESS);
    assertThat(outcome("\"responseElements\":null")).isEqualTo(Outcome.SUCCESS);
  }

  @Test
  void anAddressThatIsANameIsTheHost() {
    AuditEvent event =
        read(minimal("\"sourceIPAddress\":\"cloudformation.amazonaws.com\",\"x\":1"));
    assertThat(event.getSource().getIp()).isNull();
    assertThat(event.getSource().getHost()).isEqualTo("cloudformation.amazonaws.com");
    assertThat(read(minimal("\"sourceIPAddress\":\"2001:db8::1\"")).getSource().getIp())
        .isEqualTo("2001:db8::1");
  }

  @Test
  void anIamCallNamesWhomItIsAbout() {
    AuditEvent event =
        read(
            minimal(
                "\"eventSource\":\"iam.amazonaws.com\","
                    + "\"requestParameters\":{\"userName\":\"bob\"}"));
    assertThat(event.getCategory()).isEqualTo(Category.IAM);
    assertThat(event.getTargetActor().getId()).isEqualTo("bob");
    assertThat(event.getResource().getType()).isEqualTo("user");
  }

  @Test
  void aRecordWithoutAnIdGetsOneThatDependsOnItsTextAlone() {
    String text = minimal("\"x\":1").replace("\"eventID\":\"e-9\",", "");
    assertThat(read(text).getId()).isEqualTo(read(text).getId()).hasSize(36);
    assertThat(read(text).getId()).isNotEqualTo(read(text.replace(":1", ":2")).getId());
  }

  @Test
  void aRecordWithoutTimeOrNameIsRefusedWithoutQuotingIt() {
    assertThatThrownBy(() -> read("{\"eventName\":\"secret-thing\"}"))
        .isInstanceOf(NotImportableException.class)
        .hasMessage("no time such as 2026-01-31T12:00:00Z in any of eventTime, @timestamp");
    assertThatThrownBy(() -> read("{\"eventTime\":\"2026-03-01T10:20:30Z\"}"))
        .hasMessage("eventName is missing: not a CloudTrail record");
    assertThatThrownBy(() -> read("{\"eventName\":\"A\",\"eventTime\":\"yesterday-secret\"}"))
        .hasMessageContaining("no time such as")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> read("{\"eventName\": secret}"))
        .hasMessageContaining("not valid JSON at column")
        .hasMessageNotContaining("secret");
  }

  private static Outcome outcome(String member) {
    return read(minimal(member)).getOutcome();
  }

  private static String minimal(String member) {
    return "{\"eventID\":\"e-9\",\"eventTime\":\"2026-03-01T10:20:30Z\","
        + "\"eventName\":\"ConsoleLogin\","
        + member
        + "}";
  }

  private static AuditEvent read(String json) {
    return ImportFormat.CLOUDTRAIL.importer(new TenantId("acme")).read(json);
  }
}
