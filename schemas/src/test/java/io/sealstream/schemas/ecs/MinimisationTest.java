package io.sealstream.schemas.ecs;

import static io.sealstream.schemas.ecs.EcsDocumentMapperTest.at;
import static io.sealstream.schemas.ecs.EcsDocumentMapperTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.Classification;
import io.sealstream.schemas.Classifications;
import io.sealstream.schemas.codec.GoldenRecords;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Change;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MinimisationTest {
  private static final String PLANTED = "hunter2-planted";
  private static final Bytes SECRET = Bytes.utf8("0123456789abcdef0123456789abcdef");

  @Test
  void everyFieldOfTheEventIsMappedOrListedAsNotIndexed() {
    Set<String> leaves = leaves();
    var mapped = new TreeSet<String>();
    EcsFields.ROWS.forEach(row -> mapped.addAll(row.avroPaths()));
    mapped.addAll(Set.of("changes.field", "changes.old", "changes.new", "labels"));
    mapped.addAll(EcsFields.NOT_INDEXED.keySet());

    assertThat(mapped).containsExactlyElementsOf(leaves);
  }

  @Test
  void aSecretInOriginalOrChangesNeverReachesTheDocument() {
    AuditEvent event = GoldenRecords.event();
    event.setOriginal("{\"password\":\"" + PLANTED + "\"}");
    event.setChanges(List.of(new Change("password", PLANTED, PLANTED)));
    event.setMessage("password is " + PLANTED);
    event.getActor().setSessionId(PLANTED);

    String document = mapper(DocumentPolicy.DEFAULT).toJson(event).toUtf8();

    assertThat(document).doesNotContain(PLANTED).contains("password");
  }

  @Test
  void byDefaultAnalystsSeeUsersAndAddressesAndNotSessions() {
    JsonNode document = mapper(DocumentPolicy.DEFAULT).map(GoldenRecords.event());

    assertThat(text(document, "user.id")).isEqualTo("u-1");
    assertThat(at(document, "source.ip").isTextual()).isTrue();
    assertThat(text(document, "audit.session.id")).isEqualTo(Minimiser.MASKED);
    assertThat(text(document, "message")).isEqualTo(Minimiser.MASKED);
    double lat = at(document, "source.geo.location.lat").doubleValue();
    assertThat(lat).isEqualTo(Math.rint(lat));
  }

  @Test
  void pseudonymsOfOneTenantAgreeAcrossFieldsAndHideTheValue() {
    DocumentPolicy policy =
        DocumentPolicy.DEFAULT
            .withPseudonymSecret(SECRET)
            .with(Classification.PERSONAL, FieldAction.PSEUDONYMISE);
    AuditEvent event = GoldenRecords.event();
    event.getTargetActor().setId("u-1");

    JsonNode document = mapper(policy).map(event);

    assertThat(text(document, "user.id")).startsWith("p:").hasSize(34);
    assertThat(text(document, "user.target.id")).isEqualTo(text(document, "user.id"));
    assertThat(at(document, "related.user").toString()).contains(text(document, "user.id"));
    assertThat(document.toString()).doesNotContain("\"u-1\"");
    // A pseudonym is no address: the typed field is left out.
    assertThat(at(document, "source.ip").isMissingNode()).isTrue();
  }

  @Test
  void tenantsDoNotShareAPseudonym() {
    var pseudonyms = new Pseudonyms(SECRET);

    assertThat(pseudonyms.of("acme", "u-1")).isNotEqualTo(pseudonyms.of("globex", "u-1"));
    assertThat(pseudonyms.of("acme", "u-1")).isEqualTo(new Pseudonyms(SECRET).of("acme", "u-1"));
  }

  @Test
  void aDroppedContainerTakesItsFieldsAlong() {
    DocumentPolicy policy = DocumentPolicy.DEFAULT.with(Classification.SENSITIVE, FieldAction.DROP);
    JsonNode document = mapper(policy).map(GoldenRecords.event());

    assertThat(at(document, "audit.changes").isMissingNode()).isTrue();
    assertThat(at(document, "message").isMissingNode()).isTrue();
  }

  @Test
  void aPolicyWithoutTimeAndIdIsRefused() {
    assertThatThrownBy(() -> DocumentPolicy.DEFAULT.with(Classification.PUBLIC, FieldAction.DROP))
        .hasMessageContaining("public fields must be kept");
    assertThatThrownBy(
            () -> DocumentPolicy.DEFAULT.with(Classification.PERSONAL, FieldAction.PSEUDONYMISE))
        .hasMessageContaining("at least 32 bytes, given 0");
  }

  private static EcsDocumentMapper mapper(DocumentPolicy policy) {
    return new EcsDocumentMapper(policy, () -> Instant.EPOCH);
  }

  private static Set<String> leaves() {
    Set<String> all = Classifications.of(AuditEvent.getClassSchema()).byPath().keySet();
    return all.stream()
        .filter(path -> all.stream().noneMatch(other -> other.startsWith(path + ".")))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
