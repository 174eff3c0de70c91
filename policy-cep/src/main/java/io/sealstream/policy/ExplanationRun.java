package io.sealstream.policy;

import io.sealstream.policy.envelope.Terms;
import io.sealstream.schemas.v1.AuditEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Explains one event against versions of policies, from a history that holds it. Each version sees
 * the history alone, through a {@link Backtest}: what is said is what the job's matchers computed.
 *
 * <p>Memory is that of the backtests, one or two for each version over several events. For one run
 * and one thread.
 */
public final class ExplanationRun implements AutoCloseable {
  private final String eventId;
  private final List<PolicyBook> known;
  private final List<ExplainedVersion> wanted;
  private @Nullable AuditEvent event;
  private Instant newest = Instant.MIN;

  /** A version of a policy. */
  public record Version(String id, String version) {
    private static Version of(PolicyBook alone) {
      PolicyIdentity identity = alone.identities().get(0);
      return new Version(identity.id(), identity.version());
    }

    /** Envelopes have whole numbers, bare rules 1. */
    private long number() {
      return Long.parseLong(version);
    }

    /** As {@code id@version}. */
    @Override
    public String toString() {
      return id + "@" + version;
    }
  }

  /**
   * Prepares a run.
   *
   * @param sets each is compiled alone, a file and files of filters that may reach it: several
   *     files may be versions of one policy
   * @param wanted which versions are explained; of the others it is only known that they are there
   * @throws PolicyCompilationException with the problems of the first file that has any
   */
  public ExplanationRun(
      List<List<PolicySource>> sets, String eventId, BacktestTime time, Predicate<Version> wanted) {
    this.eventId = eventId;
    this.known = sets.stream().flatMap(set -> PolicyCompiler.compile(set).each().stream()).toList();
    this.wanted =
        known.stream()
            .filter(alone -> wanted.test(Version.of(alone)))
            .map(alone -> new ExplainedVersion(alone, eventId, time))
            .toList();
  }

  /** What there is, whether it is wanted or not, in the order of the sources. */
  public List<Version> versions() {
    return known.stream().map(Version::of).toList();
  }

  /** Whether any version is to be explained. */
  public boolean isAnyWanted() {
    return !wanted.isEmpty();
  }

  /** Takes the next event of the history, in the order in which the job would get it. */
  public void add(AuditEvent each) {
    if (event == null && each.getId().equals(eventId)) {
      event = each; // delivered again it is the same
      wanted.forEach(version -> version.isOf(each.getTenantId()));
    }
    if (each.getTime().isAfter(newest)) {
      newest = each.getTime();
    }
    wanted.forEach(version -> version.add(each));
  }

  /**
   * Ends the history, and explains.
   *
   * @return one for each wanted version; nothing where the event was not in the history
   */
  public Optional<List<PolicyExplanation>> end() {
    wanted.forEach(ExplainedVersion::end);
    return Optional.ofNullable(event)
        .map(
            found ->
                wanted.stream()
                    .map(
                        each ->
                            each.explanation(
                                found, inForce(each.alone(), found), newest.toString()))
                    .toList());
  }

  /**
   * As jobs have it: in force is, of the versions of a policy that have begun, the highest. Null
   * where that is the one itself, or none has begun.
   */
  private @Nullable String inForce(PolicyBook alone, AuditEvent at) {
    Version own = Version.of(alone);
    return known.stream()
        .filter(each -> hasBegun(each, at))
        .map(Version::of)
        .filter(each -> each.id().equals(own.id()))
        .max(Comparator.comparingLong(Version::number))
        .filter(each -> !each.equals(own))
        .map(Version::toString)
        .orElse(null);
  }

  private static boolean hasBegun(PolicyBook alone, AuditEvent at) {
    Terms terms = alone.charters().get(0).terms();
    return terms.effectiveFrom() == null || !at.getTime().isBefore(terms.effectiveFrom());
  }

  @Override
  public void close() {
    wanted.forEach(ExplainedVersion::close);
  }
}
