package io.sealstream.policy;

import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.publish.PolicyLedger;
import io.sealstream.policy.publish.PolicyRecord;
import io.sealstream.policy.publish.PolicyVerdict;
import io.sealstream.policy.publish.PolicyVerdict.Admitted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policies of one task: those it begins with, and the published ones as they come, compiled.
 * Task thread only.
 */
final class PolicySupply implements AutoCloseable {
  private final FieldTable fields = new FieldTable();
  private final PolicyBook base;
  private final PolicyLedger ledger;
  private final @Nullable PolicyFeed feed;
  private final boolean isOnlySeveral;

  /**
   * What a record came to.
   *
   * @param compiled the version alone; null unless it was admitted and is of use
   */
  record News(PolicyVerdict verdict, @Nullable PolicyBook compiled) {}

  private PolicySupply(PolicyInputs inputs, boolean isOnlySeveral) throws Exception {
    this.isOnlySeveral = isOnlySeveral;
    this.base = PolicyGate.compile(inputs.base(), fields);
    this.ledger = new PolicyLedger(inputs.allowedKeys());
    this.feed = inputs.feed() == null ? null : inputs.feed().open();
  }

  /** Of whatever kind. */
  static PolicySupply ofAll(PolicyInputs inputs) throws Exception {
    return new PolicySupply(inputs, false);
  }

  /** Of what is published only the policies over several events. */
  static PolicySupply ofSeveral(PolicyInputs inputs) throws Exception {
    return new PolicySupply(inputs, true);
  }

  PolicyBook base() {
    return base;
  }

  /** Those of all policies until now. */
  FieldTable fields() {
    return fields;
  }

  /** Whether {@link #news} would give something. */
  boolean hasNews() {
    return feed != null && feed.hasNews();
  }

  /** What has been published since. */
  List<News> news() throws Exception {
    return feed == null ? List.of() : judged(feed.poll());
  }

  /** What has been published since, up to this moment. */
  List<News> toEnd() throws Exception {
    return feed == null ? List.of() : judged(feed.toEnd());
  }

  private List<News> judged(List<PolicyRecord> records) {
    var news = new ArrayList<News>(records.size());
    for (PolicyRecord record : records) {
      PolicyVerdict verdict = ledger.admit(record);
      PolicyBook compiled =
          verdict instanceof Admitted admitted && isOfUse(admitted)
              ? PolicyCompiler.compile(List.of(admitted.version().source()), fields)
              : null;
      news.add(new News(verdict, compiled));
    }
    return news;
  }

  private boolean isOfUse(Admitted admitted) {
    return !isOnlySeveral || PolicyAdmission.isOverSeveral(admitted.version().statement());
  }

  @Override
  public void close() throws Exception {
    if (feed != null) {
      feed.close();
    }
  }
}
