package io.sealstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Sealstream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The build's gate: a field without a classification fails it. */
class ClassificationTest {

  @Test
  void everyFieldOfEveryRecordIsClassified() {
    assertThat(Sealstream.PROTOCOL.getTypes())
        .filteredOn(type -> type.getType() == Schema.Type.RECORD)
        .hasSizeGreaterThan(15)
        .allSatisfy(record -> assertThat(Classifications.of(record).byPath()).isNotEmpty());
  }

  @Test
  void pathsFollowTheSchemaThroughUnionsAndArrays() {
    Classifications event = Classifications.of(AuditEvent.getClassSchema());
    assertThat(event.of("id")).isEqualTo(Classification.PUBLIC);
    assertThat(event.of("source.geo.lat")).isEqualTo(Classification.SENSITIVE);
    assertThat(event.of("changes.old")).isEqualTo(Classification.SENSITIVE);
    assertThat(event.of("target_actor.email")).isEqualTo(Classification.PERSONAL);
    assertThat(event.of("original")).isEqualTo(Classification.SECRET);
    assertThatThrownBy(() -> event.of("nope")).hasMessageContaining("nope");
  }

  @Test
  void everyFieldThatLacksOneOrMisspellsItIsNamed() {
    Schema schema =
        new Schema.Parser()
            .parse(
                ("{'type':'record','name':'R','namespace':'x','fields':["
                        + "{'name':'bare','type':'int'},"
                        + "{'name':'typo','type':'int','classification':'Secret'},"
                        + "{'name':'deep','classification':'public','type':{'type':'array','items':"
                        + "{'type':'record','name':'I','fields':[{'name':'f','type':'int'}]}}}]}")
                    .replace('\'', '"'));
    assertThatThrownBy(() -> Classifications.of(schema))
        .hasMessageContaining("x.R.bare has no classification")
        .hasMessageContaining("x.R.typo: classification must be")
        .hasMessageContaining("x.I.f has no classification")
        .hasMessageNotContaining("x.R.deep");
  }

  @Test
  void theWorseOfTwoWins() {
    assertThat(Classification.INTERNAL.or(Classification.PERSONAL))
        .isEqualTo(Classification.PERSONAL);
    assertThat(Classification.of("secret").or(Classification.PUBLIC))
        .isEqualTo(Classification.SECRET);
  }
}
