package io.sealstream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The fields that docs/verify.md lists. */
class JsonReportTest {
  private static final int MANY = 250;

  @Test
  void anHonestArchiveGivesEveryField() throws IOException {
    JsonNode report = report(SampleArchive.honest());

    assertThat(report.fieldNames())
        .toIterable()
        .containsExactly(
            "format",
            "level",
            "origin",
            "problems",
            "counts",
            "verdict",
            "size",
            "covered",
            "holds",
            "pending");
    assertThat(report.path("format").textValue()).isEqualTo("sealstream-verification/1");
    assertThat(report.path("level").textValue()).isEqualTo("L4");
    assertThat(report.path("origin").textValue()).isEqualTo(SampleArchive.ORIGIN);
    assertThat(report.path("problems").isEmpty()).isTrue();
    assertThat(report.path("counts").isEmpty()).isTrue();
    assertThat(report.path("verdict").textValue()).isEqualTo("VERIFIED");
    assertThat(report.path("size").longValue()).isEqualTo(5);
    assertThat(report.path("holds")).hasToString("[]");
    assertThat(report.path("pending")).hasToString("{\"seals\":0,\"objects\":0}");
  }

  @Test
  void whatIsCoveredIsSaidPerPartition() throws IOException {
    JsonNode covered = report(SampleArchive.honest()).path("covered");

    assertThat(covered.fieldNames())
        .toIterable()
        .containsExactly(
            "sealed",
            "undecodable",
            "read",
            "time_min",
            "time_max",
            "signers",
            "rotation_free",
            "rotations",
            "partitions");
    assertThat(covered.path("sealed").longValue()).isEqualTo(27);
    assertThat(covered.path("read").longValue()).isEqualTo(27);
    assertThat(covered.path("rotation_free").booleanValue()).isTrue();
    assertThat(covered.path("signers"))
        .singleElement()
        .extracting(JsonNode::textValue)
        .isEqualTo(SampleArchive.SIGNER.key().label());
    assertThat(Instant.parse(covered.path("time_min").textValue()))
        .isBefore(Instant.parse(covered.path("time_max").textValue()));
    assertThat(covered.path("partitions").path("audit.events-0"))
        .hasToString(
            "{\"from\":0,\"to\":21,\"sealed\":21,\"undecodable\":2,\"control_slots\":0,\"lost\":0}");
  }

  @Test
  void everyProblemIsWrittenThoughOnlyAHundredAreKept() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    for (int i = 0; i < MANY; i++) {
      archive.store.tamper("stray-" + i, Bytes.utf8("x"));
    }
    JsonNode report = report(archive);

    assertThat(report.path("verdict").textValue()).isEqualTo("FAILED");
    assertThat(report.path("problems"))
        .hasSize(MANY)
        .allSatisfy(
            problem -> {
              assertThat(problem.path("code").textValue()).isEqualTo("UNSEALED_OBJECT");
              assertThat(problem.path("where").textValue()).startsWith("stray-");
              assertThat(problem.path("why").textValue()).isNotEmpty();
            });
    assertThat(report.path("counts")).hasToString("{\"UNSEALED_OBJECT\":" + MANY + "}");
    assertThat(archive.verify().problems()).hasSize(100);
  }

  @Test
  void whatCannotBeReadEndsTheObjectToo() throws IOException {
    var out = new StringWriter();
    var json = new JsonReport(out, Level.L4, "origin");
    json.accept(new Problem(VerdictCode.TILE, "tile/0/000", "\"quoted\"\n"));
    json.fail("no answer");

    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.path("problems")).hasSize(1);
    assertThat(report.path("verdict").textValue()).isEqualTo("ERROR");
    assertThat(report.path("error").textValue()).isEqualTo("no answer");
  }

  @Test
  void anArchiveWhoseEndWasCutOffIsOlderThanItMayBe() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    Instant closed = SampleRecords.START.plusSeconds(50);
    assertThat(archive.verify(VerifyOptions.DEFAULT.closedSince(closed)).problems()).isEmpty();

    archive.store.remove(ArchiveLayout.note(5));
    archive.store.putHint(ArchiveLayout.CHECKPOINT, archive.read(ArchiveLayout.note(4)));
    assertThat(archive.verify(VerifyOptions.DEFAULT.closedSince(closed)).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(VerdictCode.STALE_HEAD);
              assertThat(problem.where()).isEqualTo(ArchiveLayout.note(4));
            });
  }

  @Test
  void anAgeNeedsTheSeals() {
    assertThatThrownBy(() -> VerifyOptions.DEFAULT.closedSince(Instant.EPOCH).at(Level.L1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("L2");
  }

  private static JsonNode report(SampleArchive archive) throws IOException {
    var out = new StringWriter();
    var json = new JsonReport(out, Level.L4, SampleArchive.ORIGIN);
    json.finish(
        EvidenceVerifier.verify(archive.store, SampleArchive.TRUST, VerifyOptions.DEFAULT, json));
    return new ObjectMapper().readTree(out.toString());
  }
}
