package io.sealstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.codec.SchemaText;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Violation;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What every registry client does, the real one and the one without a server alike. */
interface RegistryContract {

  SchemaRegistryClient client();

  private static String subject() {
    return "s-" + UUID.randomUUID() + "-value";
  }

  private static Schema record(String fields) {
    return new Schema.Parser()
        .parse(
            "{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"contract\",\"fields\":["
                + fields
                + "]}");
  }

  private static Schema withInt() {
    return record("{\"name\":\"a\",\"type\":\"int\"}");
  }

  private static Schema withText() {
    return record("{\"name\":\"a\",\"type\":\"string\"}");
  }

  private static Schema withAddition() {
    return record(
        "{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}");
  }

  @Test
  default void whatWasRegisteredComesBackWholeByItsId() {
    int id = client().register(subject(), AuditEvent.getClassSchema());
    Schema found = client().schemaById(id).orElseThrow();
    assertThat(SchemaText.canonical(found))
        .isEqualTo(SchemaText.canonical(AuditEvent.getClassSchema()));
    assertThat(found.toString())
        .doesNotContain("avro.java.string")
        .contains("timestamp-millis", "classification", "idempotency key");
  }

  @Test
  default void anIdThatWasNeverGivenIsEmpty() {
    assertThat(client().schemaById(2_000_000_000)).isEmpty();
  }

  @Test
  default void registeringAgainGivesTheSameId() {
    String subject = subject();
    int id = client().register(subject, Violation.getClassSchema());
    assertThat(client().register(subject, Violation.getClassSchema())).isEqualTo(id);
  }

  @Test
  default void oneSchemaHasOneIdUnderEverySubject() {
    int id = client().register(subject(), Violation.getClassSchema());
    assertThat(client().register(subject(), Violation.getClassSchema())).isEqualTo(id);
  }

  @Test
  default void theNewestVersionIsTheLatest() {
    String subject = subject();
    assertThat(client().latest(subject)).isEmpty();
    client().register(subject, withInt());
    assertThat(client().latest(subject)).contains(withInt());
    client().register(subject, withAddition());
    assertThat(client().latest(subject)).contains(withAddition());
  }

  @Test
  default void theLevelIsTheSubjectsOwnOrElseTheRegistrys() {
    String subject = subject();
    assertThat(client().compatibility(subject)).isNotBlank();
    client().register(subject, withInt());
    assertThat(client().compatibility(subject)).isNotBlank();
    client().setCompatibility(subject, "FULL_TRANSITIVE");
    assertThat(client().compatibility(subject)).isEqualTo("FULL_TRANSITIVE");
    client().setCompatibility(subject, "NONE");
    assertThat(client().compatibility(subject)).isEqualTo("NONE");
  }

  @Test
  default void theLevelIsEnforced() {
    String subject = subject();
    client().register(subject, withInt());
    client().setCompatibility(subject, "FULL_TRANSITIVE");
    assertThatThrownBy(() -> client().register(subject, withText()))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining(subject);
    assertThat(client().latest(subject)).contains(withInt());
    client().register(subject, withAddition());
  }

  @Test
  default void withoutALevelAnythingGoes() {
    String subject = subject();
    client().register(subject, withInt());
    client().setCompatibility(subject, "NONE");
    client().register(subject, withText());
    assertThat(client().latest(subject)).contains(withText());
  }
}
