package io.sealstream.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.schemas.codec.SchemaLint.Finding;
import io.sealstream.schemas.codec.SchemaLint.Rule;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaLintTest {
  private static final String BASE =
      ("{'type':'record','name':'Event','namespace':'a.b','fields':["
              + "{'name':'time','type':{'type':'long','logicalType':'timestamp-millis'},"
              + "'classification':'public'},"
              + "{'name':'email','type':['null','string'],'default':null,"
              + "'classification':'secret'},"
              + "{'name':'count','type':'int','default':1,'classification':'public'},"
              + "{'name':'kind','type':{'type':'enum','name':'Kind','symbols':['U','A','B'],"
              + "'default':'U'},'default':'U','classification':'public'},"
              + "{'name':'inner','type':['null',{'type':'record','name':'Inner','fields':["
              + "{'name':'note','type':'string','default':'','classification':'sensitive'}]}],"
              + "'default':null,'classification':'internal'}]}")
          .replace('\'', '"');

  private static Schema schema(String json) {
    return new Schema.Parser().parse(json);
  }

  /** Each passes the registry's check in both directions, which is why the lint exists. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "timestamp-millis|timestamp-micros|LOGICAL_TYPE_CHANGED|time",
        ",\"logicalType\":\"timestamp-millis\"||LOGICAL_TYPE_CHANGED|time",
        "\"int\",\"default\":1|\"int\",\"default\":2|DEFAULT_CHANGED|count",
        "\"string\",\"default\":\"\"|\"string\",\"default\":\"x\"|DEFAULT_CHANGED|inner.note",
        "\"default\":\"U\"},\"default\"|\"default\":\"A\"},\"default\"|ENUM_DEFAULT_CHANGED|kind",
        "[\"U\",\"A\",\"B\"]|[\"U\",\"B\",\"A\"]|ENUM_REORDERED|kind",
        "\"secret\"|\"personal\"|CLASSIFICATION_WEAKENED|email",
        ",\"classification\":\"secret\"||CLASSIFICATION_WEAKENED|email",
        "\"sensitive\"|\"internal\"|CLASSIFICATION_WEAKENED|inner.note",
        "\"name\":\"count\"|\"name\":\"total\",\"aliases\":[\"count\"]|RENAMED_BY_ALIAS|count"
      })
  void changesThatCompatibilityMissesAreFound(String from, String to, Rule rule, String path) {
    Schema older = schema(BASE);
    Schema newer = schema(BASE.replace(from, to == null ? "" : to));
    // By text: to Avro, two enums with different defaults are equal.
    assertThat(newer).doesNotHaveToString(older.toString());
    assertThat(compatible(older, newer) && compatible(newer, older)).isTrue();
    assertThat(SchemaLint.check(older, newer))
        .extracting(Finding::rule, Finding::path)
        .containsExactly(tuple(rule, path));
  }

  @Test
  void anotherNamespaceIsFoundOnTheRecordAndOnItsTypes() {
    assertThat(SchemaLint.check(schema(BASE), schema(BASE.replace("a.b", "a.c"))))
        .extracting(Finding::rule)
        .containsOnly(Rule.NAMESPACE_CHANGED)
        .hasSize(3);
  }

  @Test
  void aRenamedTypeIsFound() {
    String renamed = BASE.replace("\"name\":\"Kind\"", "\"name\":\"Sort\",\"aliases\":[\"Kind\"]");
    assertThat(SchemaLint.check(schema(BASE), schema(renamed)))
        .extracting(Finding::rule)
        .containsExactly(Rule.RENAMED_BY_ALIAS);
  }

  @Test
  void harmlessChangesPass() {
    Schema older = schema(BASE);
    List<String> harmless =
        List.of(
            BASE.replace("[\"U\",\"A\",\"B\"]", "[\"U\",\"A\",\"B\",\"C\"]"),
            BASE.replace("\"internal\"", "\"secret\""),
            BASE.replace("\"name\":\"Event\"", "\"name\":\"Event\",\"doc\":\"what\""),
            BASE.replace(
                "\"fields\":[{\"name\":\"time\"",
                "\"fields\":[{\"name\":\"n\",\"type\":\"int\",\"default\":0},{\"name\":\"time\""));
    assertThat(harmless).allSatisfy(h -> assertThat(SchemaLint.check(older, schema(h))).isEmpty());
    assertThat(harmless).doesNotContain(BASE);
  }

  @Test
  void aRecursiveSchemaEnds() {
    Schema list =
        schema(
            "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"next\","
                + "\"type\":[\"null\",\"L\"],\"default\":null}]}");
    assertThat(SchemaLint.check(list, list)).isEmpty();
    assertThat(SchemaLint.sameLogicalTypes(list, list)).isTrue();
  }

  @Test
  void aFindingSaysWhereAndWhat() {
    Schema older = AuditEvent.getClassSchema();
    Schema newer = schema(older.toString().replace("timestamp-millis", "timestamp-micros"));
    assertThat(SchemaLint.check(older, newer).get(0))
        .hasToString(
            "time: logical type changed from timestamp-millis to timestamp-micros"
                + " (LOGICAL_TYPE_CHANGED)");
  }

  private static boolean compatible(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }
}
