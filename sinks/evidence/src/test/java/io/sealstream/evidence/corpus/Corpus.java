package io.sealstream.evidence.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** All cases, in the order of their ids. */
final class Corpus {
  /** Attacks that show only in a live store: a shadowing version, and a lock that drifted. */
  static final Set<Integer> ONLINE = Set.of(37, 38);

  private Corpus() {}

  static List<CorpusCase> cases() {
    List<CorpusCase> cases = new ArrayList<>();
    cases.addAll(PayloadForgeries.cases());
    cases.addAll(RowForgeries.cases());
    cases.addAll(ObjectForgeries.cases());
    cases.addAll(NoteForgeries.cases());
    cases.addAll(JobForgeries.cases());
    cases.addAll(TenantForgeries.cases());
    cases.addAll(KeyForgeries.cases());
    cases.addAll(SignerForgeries.cases());
    cases.addAll(ProofForgeries.cases());
    cases.addAll(SealForgeries.cases());
    cases.addAll(OwnRecordForgeries.cases());
    cases.addAll(RetentionForgeries.cases());
    cases.addAll(ClassForgeries.cases());
    cases.addAll(HonestCases.cases());
    cases.sort(Comparator.comparing(CorpusCase::id));
    return cases;
  }
}
