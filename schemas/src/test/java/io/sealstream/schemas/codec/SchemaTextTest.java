package io.sealstream.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.v1.AuditEvent;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaTextTest {

  @Test
  void javaPropertiesGoAndEverythingElseStays() {
    Schema schema =
        new Schema.Parser()
            .parse(
                ("{'type':'record','name':'R','doc':'d','aliases':['Q'],'fields':["
                        + "{'name':'s','type':{'type':'string','avro.java.string':'String'},"
                        + "'classification':'secret'},"
                        + "{'name':'m','type':{'type':'map','values':{'type':'string',"
                        + "'avro.java.string':'String'},'avro.java.string':'String'},"
                        + "'default':{'avro.java.string':'kept, it is data'}},"
                        + "{'name':'t','type':{'type':'long','logicalType':'timestamp-millis'}}]}")
                    .replace('\'', '"'));
    assertThat(SchemaText.canonical(schema))
        .isEqualTo(
            ("{'aliases':['Q'],'doc':'d','fields':["
                    + "{'classification':'secret','name':'s','type':'string'},"
                    + "{'default':{'avro.java.string':'kept, it is data'},'name':'m',"
                    + "'type':{'type':'map','values':'string'}},"
                    + "{'name':'t','type':{'logicalType':'timestamp-millis','type':'long'}}],"
                    + "'name':'R','type':'record'}")
                .replace('\'', '"'));
  }

  @Test
  void theGeneratedAndThePlainSchemaHaveOneText() {
    Schema generated = AuditEvent.getClassSchema();
    Schema plain = SchemaText.plain(generated);
    assertThat(plain.toString()).doesNotContain("avro.java.string");
    assertThat(SchemaText.canonical(plain)).isEqualTo(SchemaText.canonical(generated));
  }
}
