package io.sealstream.policy.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldTable;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExceptionsTest {
  private static final Instant EXPIRES = Instant.parse("2027-01-01T00:00:00Z");
  private static final String ENVELOPE =
      Envelopes.with(
          """
          fields: {who: user.name}
          lookups: {robots: [svc-backup, svc-scan*]}
          exceptions:
            - id: first
              match: {user.name: svc-backup, action|startswith: del}
              reason: Nightly
              approver: ann
              ticket: SEC-1
              expires: 2027-01-01T00:00:00Z
            - id: second
              match: [{who|expand: '%robots%'}, {action: probe}]
              reason: Scanner
              approver: bob
              ticket: SEC-2
              expires: 2028-01-01T00:00:00Z
          """);

  private final FieldTable fields = new FieldTable();
  private final Exceptions exceptions = Envelopes.read(ENVELOPE, fields).terms().exceptions();

  @Test
  void theFirstThatMatchesSuppresses() throws Exception {
    assertThat(suppressing("svc-backup", "delete", EXPIRES.minusMillis(1))).isEqualTo("first");
    assertThat(suppressing("svc-backup", "read", EXPIRES.minusMillis(1))).isEqualTo("second");
    assertThat(suppressing("svc-scan-7", "read", EXPIRES)).isEqualTo("second");
    assertThat(suppressing("bob", "probe", EXPIRES)).isEqualTo("second");
    assertThat(suppressing("bob", "delete", EXPIRES)).isEqualTo("none");
  }

  @Test
  void anExceptionEndsByEventTimeWithItsExpiry() throws Exception {
    assertThat(suppressing("svc-backup", "delete", EXPIRES)).isEqualTo("second");
    assertThat(suppressing("svc-backup", "delete", Instant.parse("2028-01-01T00:00:00Z")))
        .isEqualTo("none");
  }

  @Test
  void whoApprovedItAndWhyIsKept() {
    assertThat(exceptions.all().get(0))
        .isEqualTo(new PolicyException("first", "Nightly", "ann", "SEC-1", EXPIRES));
  }

  private String suppressing(String user, String action, Instant time) throws Exception {
    var json =
        new ObjectMapper()
            .readTree("{\"user\":{\"name\":\"%s\"},\"action\":\"%s\"}".formatted(user, action));
    return exceptions
        .suppressing(EventView.ofJson(json, fields.size()), time)
        .map(PolicyException::id)
        .orElse("none");
  }
}
