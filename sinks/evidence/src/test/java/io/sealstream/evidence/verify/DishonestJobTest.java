package io.sealstream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.Coverage;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.verify.SampleArchive.Edits;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.v1.Emitter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The attacks of one who holds the key: all signatures are good, and the sums must tell. */
class DishonestJobTest {

  @Test
  void a17AHoleThatTheCoverageDoesNotKnow() throws IOException {
    expect(records(1, rows -> without(rows, 2)), VerdictCode.COVERAGE, VerdictCode.COUNT_EQUATION);
  }

  @Test
  void a18AHoleCalledAControlSlot() throws IOException {
    expect(
        coverage(1, c -> change(c, c.from(), c.to(), c.sealed() - 1, 1)),
        VerdictCode.GAP_NOT_ALLOWED);
  }

  @Test
  void a19OverlappingRanges() throws IOException {
    expect(
        coverage(3, c -> change(c, c.from() - 1, c.to(), c.sealed() + 1, 0)),
        VerdictCode.COVERAGE_OVERLAP);
  }

  @Test
  void aGapBetweenEpochs() throws IOException {
    expect(
        coverage(3, c -> change(c, c.from() + 1, c.to(), c.sealed() - 1, 0)), VerdictCode.COVERAGE);
  }

  @Test
  void a20APartitionVanishes() throws IOException {
    expect(
        seal(2, s -> SampleArchive.withCoverage(s, s.coverage().subList(0, 1))),
        VerdictCode.PARTITION_LOST);
  }

  @Test
  void a21CountsThatDoNotAddUp() throws IOException {
    expect(
        coverage(1, c -> change(c, c.from(), c.to(), c.sealed() + 1, 0)),
        VerdictCode.COUNT_EQUATION);
  }

  @Test
  void a21AnEventRelabelledUndecodable() throws IOException {
    expect(
        records(
            1,
            rows -> {
              ReceivedRecord r = rows.get(0).received();
              return with(rows, 0, SampleRecords.rejected(0, 0, RejectReason.MALFORMED, r.value()));
            }),
        VerdictCode.RELABELLED);
  }

  @Test
  void a22TheLeaderEpochGoesBackwards() throws IOException {
    expect(
        records(
            3,
            rows -> {
              SealableRecord record = rows.get(4);
              ReceivedRecord r = record.received();
              ReceivedRecord older =
                  new ReceivedRecord(
                      r.topic(),
                      r.partition(),
                      r.offset(),
                      2,
                      r.timestampMillis(),
                      r.timestampKind(),
                      r.key(),
                      r.value(),
                      r.headers());
              return with(
                  rows, 4, new SealableRecord(older, record.tenant(), null, record.event()));
            }),
        VerdictCode.BROKER_REWRITE);
  }

  @Test
  void a22TheLeaderEpochGoesBackwardsBetweenEpochs() throws IOException {
    expect(
        coverage(
            3,
            c ->
                new Coverage(
                    c.topic(),
                    c.partition(),
                    c.from(),
                    c.to(),
                    c.sealed(),
                    c.undecodable(),
                    0,
                    false,
                    List.of(),
                    2,
                    3)),
        VerdictCode.BROKER_REWRITE);
  }

  @Test
  void a23AnEmittersSequenceHasAHole() throws IOException {
    VerificationReport report =
        SampleArchive.dishonest(
                records(
                    4,
                    rows ->
                        with(
                            with(
                                rows,
                                0,
                                SampleRecords.event("acme", 2, 0, new Emitter("e", 1L, 5L))),
                            1,
                            SampleRecords.event("acme", 0, 20, new Emitter("e", 1L, 7L)))))
            .verify();

    assertThat(report.counts()).containsOnlyKeys(VerdictCode.EMITTER_GAP);
    assertThat(report.ok()).isTrue();
  }

  @Test
  void a24AWrongPreviousSeal() throws IOException {
    expect(
        seal(
            3,
            s ->
                new EpochSeal(
                    s.epoch(),
                    TreeHash.ZERO,
                    s.openedAtMillis(),
                    s.closedAtMillis(),
                    s.coverage(),
                    s.abandoned(),
                    s.headsRoot(),
                    s.headsFile(),
                    s.receipt(),
                    s.provenance())),
        VerdictCode.CHAIN);
  }

  @Test
  void a25AnEpochThatClosesBeforeThePreviousOne() throws IOException {
    expect(
        seal(
            3,
            s ->
                new EpochSeal(
                    s.epoch(),
                    s.previousSeal(),
                    0,
                    1,
                    s.coverage(),
                    s.abandoned(),
                    s.headsRoot(),
                    s.headsFile(),
                    s.receipt(),
                    s.provenance())),
        VerdictCode.TIME_ORDER);
  }

  @Test
  void a40ATenantsHeadIsRemoved() throws IOException {
    Edits edits =
        new Edits() {
          @Override
          public HeadsFile heads(HeadsFile heads) {
            return heads.epoch() != 1
                ? heads
                : new HeadsFile(
                    1,
                    heads.heads().stream()
                        .filter(h -> !h.tenant().value().equals("globex"))
                        .toList(),
                    heads.schemas(),
                    heads.tenants());
          }
        };

    expect(edits, VerdictCode.TENANT_GAP);
  }

  private static void expect(Edits edits, VerdictCode... codes) throws IOException {
    VerificationReport report = SampleArchive.dishonest(edits).verify();
    assertThat(report.counts()).containsKeys(codes);
    assertThat(report.counts()).doesNotContainKeys(VerdictCode.CHECKPOINT_ROOT);
    assertThat(report.ok()).isFalse();
  }

  private static Edits records(long at, UnaryOperator<List<SealableRecord>> change) {
    return new Edits() {
      @Override
      public List<SealableRecord> records(long epoch, List<SealableRecord> records) {
        return epoch == at ? change.apply(records) : records;
      }
    };
  }

  private static Edits seal(long at, UnaryOperator<EpochSeal> change) {
    return new Edits() {
      @Override
      public EpochSeal seal(EpochSeal seal) {
        return seal.epoch() == at ? change.apply(seal) : seal;
      }
    };
  }

  /** Changes the coverage of partition 0. */
  private static Edits coverage(long at, UnaryOperator<Coverage> change) {
    return seal(
        at,
        seal -> {
          List<Coverage> changed = new ArrayList<>(seal.coverage());
          changed.set(0, change.apply(changed.get(0)));
          return SampleArchive.withCoverage(seal, changed);
        });
  }

  private static Coverage change(Coverage c, long from, long to, long sealed, long slots) {
    return new Coverage(
        c.topic(),
        c.partition(),
        from,
        to,
        sealed,
        c.undecodable(),
        slots,
        slots > 0,
        List.of(),
        c.minLeaderEpoch(),
        c.maxLeaderEpoch());
  }

  private static List<SealableRecord> with(
      List<SealableRecord> rows, int index, SealableRecord record) {
    List<SealableRecord> changed = new ArrayList<>(rows);
    changed.set(index, record);
    return changed;
  }

  private static List<SealableRecord> without(List<SealableRecord> rows, int index) {
    List<SealableRecord> fewer = new ArrayList<>(rows);
    fewer.remove(index);
    return fewer;
  }
}
