package io.sealstream.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.hold.CaseHolds;
import io.sealstream.evidence.hold.CaseHolds.Order;
import io.sealstream.evidence.store.InMemoryEvidenceStore;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.SampleRecords;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldListTest {
  private static final Instant EVER = Instant.parse("9999-12-31T23:59:59Z");

  private final StringWriter out = new StringWriter();
  private InMemoryEvidenceStore archive;
  private CaseHolds cases;

  @BeforeEach
  void place() throws IOException {
    archive = SampleArchive.honest().store;
    cases = new CaseHolds(archive, InstantSource.fixed(SampleRecords.START));
    cases.place(new Order("case-1", "a lawsuit"), new TenantId("acme"), Instant.EPOCH, EVER);
  }

  private int list() throws IOException {
    out.getBuffer().setLength(0);
    return HoldCommand.list(archive, new PrintWriter(out, true));
  }

  @Test
  void whatAnActiveCaseHoldsIsReadBack() throws IOException {
    assertThat(list()).isZero();
    assertThat(out.toString())
        .startsWith("case case-1 HOLDS tenant acme, ")
        .doesNotContain("NOT HELD");

    archive.hold(ArchiveLayout.seal(3), "v1", false);
    assertThat(list()).isEqualTo(1);
    assertThat(out.toString().lines())
        .filteredOn(line -> line.startsWith("NOT HELD"))
        .containsExactly(
            "NOT HELD %s: version v1 is held by case case-1, the store shows no hold"
                .formatted(ArchiveLayout.seal(3)));
  }

  @Test
  void whatWasReleasedNeedNotBeHeld() throws IOException {
    cases.release(new Order("case-1", "settled"));
    assertThat(list()).isZero();
    assertThat(out.toString()).startsWith("case case-1 RELEASED").doesNotContain("NOT HELD");
  }
}
