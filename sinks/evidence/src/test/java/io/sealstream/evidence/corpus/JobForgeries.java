package io.sealstream.evidence.corpus;

import static io.sealstream.evidence.corpus.CorpusCase.lied;
import static io.sealstream.schemas.RejectReason.MALFORMED;
import static io.sealstream.schemas.RejectReason.TENANT_NOT_BOUND;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.verify.SampleArchive.Edits;
import io.sealstream.evidence.verify.SampleRecords;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.v1.Emitter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Attacks 17 to 25, by one who holds the key: all signatures are good, and the sums must tell. */
final class JobForgeries {
  private JobForgeries() {}

  static List<CorpusCase> cases() {
    List<CorpusCase> cases = new ArrayList<>(holes());
    cases.addAll(ranges());
    cases.addAll(labels());
    cases.addAll(emitters());
    cases.addAll(chains());
    return cases;
  }

  private static List<CorpusCase> holes() {
    return List.of(
        lied(
            "17-hole",
            "A record is left out; the coverage counts it as sealed.",
            Lies.records(1, rows -> Rows.without(rows, 2)),
            VerdictCode.COVERAGE,
            VerdictCode.COUNT_EQUATION),
        lied(
            "17-between-epochs",
            "An epoch's coverage begins one offset after the previous one's end.",
            Lies.coverage(3, c -> c.put("from", "11").put("sealed", "9")),
            VerdictCode.COVERAGE),
        lied(
            "17-lost-outside",
            "A record is left out, and a range beyond the coverage called lost for it.",
            Lies.both(
                Lies.records(1, rows -> Rows.without(rows, 2)),
                Lies.coverage(
                    1,
                    c ->
                        c.put("sealed", "9")
                            .withArray("lost")
                            .addObject()
                            .put("from", "100")
                            .put("to", "101"))),
            VerdictCode.COVERAGE),
        lied(
            "18-declared",
            "A record is left out and called a control slot; the seal says that the topic may have"
                + " gaps, the trust file that it may not.",
            hole(true),
            VerdictCode.GAP_NOT_ALLOWED),
        lied(
            "18-undeclared",
            "A record is left out and called a control slot of a topic without declared gaps.",
            hole(false),
            VerdictCode.GAP_NOT_ALLOWED));
  }

  /** A sound archive in all but that the hole may not be there. */
  private static Edits hole(boolean declared) {
    Edits records = Lies.records(1, rows -> Rows.without(rows, 2));
    Edits coverage =
        Lies.coverage(
            1, c -> c.put("control_slots", "1").put("sealed", "9").put("gaps_declared", declared));
    return Lies.both(records, coverage);
  }

  private static List<CorpusCase> ranges() {
    return List.of(
        lied(
            "19-overlap",
            "An epoch's coverage begins one offset before the previous one's end.",
            Lies.coverage(3, c -> c.put("from", "9").put("sealed", "11")),
            VerdictCode.COVERAGE_OVERLAP),
        lied(
            "19-listed-twice",
            "A seal lists one partition twice.",
            Lies.seal(
                2,
                seal -> {
                  ArrayNode coverage = (ArrayNode) seal.path("coverage");
                  coverage.insert(0, coverage.get(0));
                }),
            VerdictCode.COVERAGE_OVERLAP),
        lied(
            "20-vanished",
            "A partition is missing in the coverage of an epoch in which it was idle.",
            Lies.seal(2, seal -> ((ArrayNode) seal.path("coverage")).remove(1)),
            VerdictCode.PARTITION_LOST),
        lied(
            "21-count",
            "A seal counts one record more than there is.",
            Lies.coverage(1, c -> c.put("sealed", "11")),
            VerdictCode.COUNT_EQUATION));
  }

  private static List<CorpusCase> labels() {
    return List.of(
        relabelled("21-malformed", RejectReason.MALFORMED),
        relabelled("21-tombstone", RejectReason.TOMBSTONE),
        relabelled("21-future-time", RejectReason.FUTURE_TIME),
        relabelled("21-invalid-tenant", RejectReason.INVALID_TENANT),
        relabelled("21-bad-magic", RejectReason.BAD_MAGIC),
        reason("21-other-reason", "Garbage is sealed with another reason: ", 4, MALFORMED),
        reason("21-not-bound", "Garbage is sealed with another reason: ", 4, TENANT_NOT_BOUND),
        lied(
            "22-in-batch",
            "The leader epoch goes backwards within a batch.",
            Lies.records(3, rows -> Rows.with(rows, 4, Rows.leaderEpoch(rows.get(4), 2))),
            VerdictCode.BROKER_REWRITE),
        lied(
            "22-between-epochs",
            "The leader epoch goes backwards from one seal to the next.",
            Lies.coverage(3, c -> c.put("leader_epoch_min", 2)),
            VerdictCode.BROKER_REWRITE),
        lied(
            "22-hidden",
            "All records of an epoch have an older leader epoch; the coverage says the new one.",
            Lies.records(3, rows -> rows.stream().map(row -> Rows.leaderEpoch(row, 2)).toList()),
            VerdictCode.BROKER_REWRITE),
        lied(
            "22-hidden-in-heads",
            "All records of an epoch have an older leader epoch; heads and coverage say the new one.",
            Lies.both(
                Lies.records(
                    4, rows -> rows.stream().map(row -> Rows.leaderEpoch(row, 2)).toList()),
                Lies.heads(
                    4,
                    file ->
                        eachHead(
                            file,
                            head -> head.put("leader_epoch_min", 3).put("leader_epoch_max", 3)))),
            VerdictCode.BROKER_REWRITE),
        lied(
            "21-undecodable",
            "A tenant's head says that all its records are undecodable, and so does the coverage.",
            Lies.both(
                Lies.heads(
                    4,
                    file ->
                        eachHead(
                            file, head -> head.put("undecodable", head.path("count").asText()))),
                Lies.coverage(4, c -> c.put("undecodable", "1"))),
            VerdictCode.COUNT_EQUATION),
        lied(
            "17-lost",
            "The lost offsets of a partition lie outside of its range.",
            Lies.coverage(
                0,
                c ->
                    c.put("to", "1").withArray("lost").addObject().put("from", "7").put("to", "8")),
            VerdictCode.COVERAGE),
        lied(
            "more-head-times",
            "A head says an earlier event time than its records have.",
            Lies.heads(4, file -> eachHead(file, head -> head.put("time_min", "0"))),
            VerdictCode.COUNT),
        lied(
            "more-head-range",
            "A head reaches further than its records, to the end of the coverage.",
            Lies.heads(
                1,
                file ->
                    eachHead(
                        file,
                        head -> {
                          if (head.path("to").asText().equals("9")) {
                            head.put("to", "10");
                          }
                        })),
            VerdictCode.COUNT));
  }

  private static CorpusCase relabelled(String id, RejectReason reason) {
    return reason(id, "A valid event is sealed as one that could not be used: ", 0, reason);
  }

  /** Of epoch 1 the record at offset 0 is an event, at 4 garbage. */
  private static CorpusCase reason(String id, String what, int offset, RejectReason reason) {
    return lied(
        id,
        what + reason + ".",
        Lies.records(
            1,
            rows ->
                Rows.with(
                    rows,
                    offset,
                    SampleRecords.rejected(
                        0, offset, reason, rows.get(offset).received().value()))),
        VerdictCode.RELABELLED);
  }

  static void eachHead(ObjectNode file, Consumer<ObjectNode> change) {
    file.path("heads").forEach(one -> change.accept((ObjectNode) one.path("head")));
  }

  private static List<CorpusCase> emitters() {
    return List.of(
        lied(
            "23-hole",
            "An emitter's sequence has a hole: 5, then 7. A finding, not a failure.",
            Lies.truth(4, rows -> sequence(5, 7)),
            VerdictCode.EMITTER_GAP),
        lied(
            "23-reset",
            "An emitter counts from 0 again without a new emitter epoch: 0, 1, 0, 1.",
            Lies.truth(4, rows -> sequence(0, 1, 0, 1)),
            VerdictCode.EMITTER_GAP),
        lied(
            "23-hole-and-repeat",
            "A hole and a repetition in an emitter's sequence that make up for each other: 0, 2,"
                + " 2.",
            Lies.truth(4, rows -> sequence(0, 2, 2)),
            VerdictCode.EMITTER_GAP));
  }

  private static List<SealableRecord> sequence(long... sequence) {
    List<SealableRecord> rows = new ArrayList<>();
    for (int i = 0; i < sequence.length; i++) {
      rows.add(SampleRecords.event("acme", 0, 20 + i, new Emitter("e", 1L, sequence[i])));
    }
    return rows;
  }

  private static List<CorpusCase> chains() {
    return List.of(
        lied(
            "12-number",
            "A seal has another epoch's number than its place in the log.",
            Lies.seal(2, seal -> seal.put("epoch", "7")),
            VerdictCode.EPOCH_GAP),
        lied(
            "24-previous",
            "A seal names another predecessor than the one in the log.",
            Lies.seal(3, seal -> seal.put("previous_seal", TreeHash.ZERO.toHex())),
            VerdictCode.CHAIN),
        lied(
            "25-close-time",
            "An epoch closes before the one before it.",
            Lies.seal(3, seal -> seal.put("opened_at", "0").put("closed_at", "1")),
            VerdictCode.TIME_ORDER),
        lied(
            "25-opened-later",
            "An epoch opens after it closes.",
            Lies.seal(3, seal -> seal.put("opened_at", "1999999999999")),
            VerdictCode.TIME_ORDER));
  }
}
