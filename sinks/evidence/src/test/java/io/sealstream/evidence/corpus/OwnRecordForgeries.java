package io.sealstream.evidence.corpus;

import static io.sealstream.evidence.corpus.CorpusCase.lied;
import static io.sealstream.evidence.corpus.CorpusCase.made;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.SealableRecord.EventFacts;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.verify.OwnRecords;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.SampleArchive.Edits;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.RejectReason;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Archives with violations, decisions and policies beside events: what must pass, and lies about
 * them.
 */
final class OwnRecordForgeries {
  private OwnRecordForgeries() {}

  static List<CorpusCase> cases() {
    return List.of(
        made(
            "pass-four-topics",
            "Violations, decisions and policies are sealed too: a transaction's marker among the"
                + " violations is a control slot, what nobody can read is sealed in place.",
            () -> Exhibit.Archive.of(SampleArchive.dishonest(new FourTopics()))),
        made(
            "more-violation-altered",
            "One byte of a violation's value is another.",
            () -> Exhibit.Archive.of(alteredViolation()),
            VerdictCode.PAYLOAD_HASH),
        sealed(
            "more-violation-facts",
            "A violation's entry says another id than its value.",
            3,
            row -> isOf(row, OwnRecords.VIOLATIONS) ? otherId(row) : row,
            VerdictCode.PAYLOAD_HASH),
        sealed(
            "more-policy-facts",
            "A policy's entry says another version than its value.",
            3,
            row -> isOf(row, OwnRecords.POLICIES) ? otherId(row) : row,
            VerdictCode.PAYLOAD_HASH),
        sealed(
            "more-policy-relabelled",
            "A policy is sealed as a record that could not be used.",
            4,
            row ->
                isOf(row, OwnRecords.POLICIES)
                    ? OwnRecords.rejected(
                        OwnRecords.POLICIES,
                        row.received().offset(),
                        RejectReason.MALFORMED,
                        row.received().value())
                    : row,
            VerdictCode.RELABELLED),
        policySet(
            "more-policy-set",
            "A seal names another set of policies than the sealed ones.",
            3,
            TreeHash.of(Bytes.utf8("another"))),
        policySet(
            "more-policy-set-forgotten",
            "A seal says that no policy was ever sealed.",
            4,
            TreeHash.ZERO),
        lied(
            "more-policy-set-of-none",
            "A seal names a set of policies though none was sealed.",
            Lies.seal(2, seal -> policySet(seal, TreeHash.of(Bytes.utf8("invented")))),
            VerdictCode.POLICY_SET),
        lied(
            "more-records-kind",
            "Heads of an events topic say that its records are violations, so that an event could"
                + " pass for one that cannot be read.",
            Lies.heads(
                4,
                file ->
                    file.path("heads")
                        .forEach(h -> ((ObjectNode) h.path("head")).put("records", "violations"))),
            VerdictCode.RELABELLED));
  }

  /** The four topics, and another row for some. */
  private static CorpusCase sealed(
      String id, String what, long at, UnaryOperator<SealableRecord> change, VerdictCode... codes) {
    Edits edits =
        new FourTopics() {
          @Override
          public List<SealableRecord> records(long epoch, List<SealableRecord> records) {
            return epoch == at ? records.stream().map(change).toList() : records;
          }
        };
    return lied(id, what, edits, codes);
  }

  private static CorpusCase policySet(String id, String what, long at, Bytes hash) {
    Edits edits =
        new FourTopics() {
          @Override
          public EpochSeal seal(EpochSeal seal) {
            return Lies.seal(at, json -> policySet(json, hash)).seal(seal);
          }
        };
    return lied(id, what, edits, VerdictCode.POLICY_SET);
  }

  private static void policySet(ObjectNode seal, Bytes hash) {
    ((ObjectNode) seal.path("provenance")).put("policy_set", hash.toHex());
  }

  private static boolean isOf(SealableRecord row, String topic) {
    return row.received().topic().equals(topic) && row.event() != null;
  }

  private static SealableRecord otherId(SealableRecord row) {
    EventFacts facts = Objects.requireNonNull(row.event());
    return new SealableRecord(
        row.received(),
        row.tenant(),
        null,
        new EventFacts(
            facts.id() + "0",
            facts.timeMillis(),
            facts.emitterId(),
            facts.emitterEpoch(),
            facts.emitterSequence(),
            facts.schemaSha256(),
            facts.schemaText(),
            facts.recordClass()));
  }

  private static SampleArchive alteredViolation() throws IOException {
    SampleArchive archive = SampleArchive.dishonest(new FourTopics());
    Forger forger = new Forger(archive);
    NamedHead globex =
        HeadsFile.parse(archive.read(archive.headsKey(3))).heads().stream()
            .filter(named -> named.head().topic().equals(OwnRecords.VIOLATIONS))
            .filter(named -> named.tenant().value().equals("globex"))
            .findFirst()
            .orElseThrow();
    forger.rewrite(globex, rows -> Rows.change(rows, 0, row -> Rows.value(row, Rows::flip)));
    return archive;
  }
}
