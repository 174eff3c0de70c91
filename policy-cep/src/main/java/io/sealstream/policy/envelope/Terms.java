package io.sealstream.policy.envelope;

import io.sealstream.policy.event.EventView;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * On which terms a policy's findings count. Immutable.
 *
 * @param effectiveFrom events before it are not judged; null is from the beginning
 */
public record Terms(
    Mode mode, @Nullable Instant effectiveFrom, Tenants tenants, Exceptions exceptions) {

  /** Those of a bare Sigma rule: everything counts. */
  public static final Terms BARE = new Terms(Mode.ENFORCE, null, Tenants.EVERY, Exceptions.NONE);

  /** What becomes of a finding. */
  public enum Ruling {
    /** The policy does not govern the event: nobody is told, and nothing is counted. */
    NOT_JUDGED,
    VIOLATION,
    /** An exception holds. */
    SUPPRESSED,
    /** Found, but not told. */
    SHADOW
  }

  /**
   * A ruling and what it rests on.
   *
   * @param exception the one that suppresses; null for every other ruling
   */
  public record Judgement(Ruling ruling, @Nullable PolicyException exception) {
    private static Judgement of(Ruling ruling) {
      return new Judgement(ruling, null);
    }
  }

  /** The same, as if the policy enforced everywhere and always: as its own tests see it. */
  public Terms forTests() {
    return new Terms(Mode.ENFORCE, null, tenants, exceptions);
  }

  /** The same, as if the policy were in force always: one that is disabled enforces. */
  public Terms asIfInForce() {
    Mode inForce = mode.kind() == Mode.Kind.DISABLED ? Mode.ENFORCE : mode;
    return new Terms(inForce, null, tenants, exceptions);
  }

  /** The same from that time on. */
  public Terms effectiveFrom(Instant time) {
    return new Terms(mode, time, tenants, exceptions);
  }

  /** Whether the policy judges events of that tenant and time. */
  public boolean govern(String tenant, Instant eventTime) {
    return mode.kind() != Mode.Kind.DISABLED
        && tenants.include(tenant)
        && (effectiveFrom == null || !eventTime.isBefore(effectiveFrom));
  }

  /**
   * What becomes of a finding that rests on one event. Task thread only.
   *
   * @param policy the policy's id
   * @param group the values that the policy groups by; empty where it does not
   */
  public Judgement judge(
      String policy, String tenant, Instant eventTime, Map<String, String> group, EventView event) {
    if (!govern(tenant, eventTime)) {
      return Judgement.of(Ruling.NOT_JUDGED);
    }
    return exceptions
        .suppressing(event, eventTime)
        .map(exception -> new Judgement(Ruling.SUPPRESSED, exception))
        .orElseGet(
            () -> Judgement.of(isTold(policy, tenant, group) ? Ruling.VIOLATION : Ruling.SHADOW));
  }

  /** Whether findings of the group are violations, rather than shadow. */
  public boolean isTold(String policy, String tenant, Map<String, String> group) {
    return Share.includes(mode.percent(), policy, tenant, group);
  }
}
