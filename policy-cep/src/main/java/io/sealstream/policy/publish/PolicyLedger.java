package io.sealstream.policy.publish;

import io.sealstream.policy.PolicyAdmission;
import io.sealstream.policy.publish.PolicyVerdict.Admitted;
import io.sealstream.policy.publish.PolicyVerdict.Refused;
import io.sealstream.policy.publish.PolicyVerdict.Repeated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the records of the policies topic come to, taken in the order of their offsets. Every reader
 * that knows the same keys comes to the same verdicts. No record makes it throw. For one thread.
 */
public final class PolicyLedger {
  private final Optional<AllowedKeys> keys;
  private final Map<String, NavigableMap<Long, PolicyVersion>> byId = new HashMap<>();

  /**
   * Begins before the first record.
   *
   * @param keys who may sign; nothing is for development, where nobody has to
   */
  public PolicyLedger(Optional<AllowedKeys> keys) {
    this.keys = keys;
  }

  /** Takes the next record. */
  public PolicyVerdict admit(PolicyRecord record) {
    String key = record.key() == null ? "" : record.key();
    try {
      return admit(record, key);
    } catch (MalformedPolicyException e) {
      return new Refused(record, key, String.valueOf(e.getMessage()));
    }
  }

  /** Every admitted version, by id and version. */
  public List<PolicyVersion> versions() {
    var all = new ArrayList<PolicyVersion>();
    new TreeMap<>(byId).values().forEach(versions -> all.addAll(versions.values()));
    return all;
  }

  private PolicyVerdict admit(PolicyRecord record, String key) throws MalformedPolicyException {
    String value = record.value();
    if (value == null) {
      return new Refused(record, key, "a tombstone: what was published is not deleted");
    }
    SignedPolicy signed = SignedPolicy.ofJson(value);
    PolicyStatement statement = signed.statement();
    if (!statement.key().equals(key)) {
      return new Refused(record, key, "the record's key must be " + statement.key());
    }
    Instant taken = Instant.ofEpochMilli(record.timestampMillis());
    Optional<String> objection = keys.map(allowed -> allowed.objection(signed, statement, taken));
    if (objection.isPresent()) {
      return new Refused(record, key, objection.get());
    }
    String hash = PolicyAdmission.contentHash(statement.source());
    var version = new PolicyVersion(statement, hash, taken, record.offset());
    NavigableMap<Long, PolicyVersion> others = byId.getOrDefault(statement.id(), new TreeMap<>());
    PolicyVersion same = others.get(statement.version());
    if (same != null) {
      return isSame(same, version)
          ? new Repeated(same)
          : new Refused(record, key, taken(same, hash));
    }
    return admitNew(record, version, others);
  }

  private PolicyVerdict admitNew(
      PolicyRecord record, PolicyVersion version, NavigableMap<Long, PolicyVersion> others) {
    String key = version.statement().key();
    if (!others.isEmpty() && others.lastKey() > version.version()) {
      return new Refused(
          record, key, "version " + others.lastKey() + " is there: a new one must be higher");
    }
    if (version.effectiveFrom().isBefore(version.publishedAt())) {
      return new Refused(
          record,
          key,
          "effectiveFrom %s is before it was published, %s: the past is not judged anew"
              .formatted(version.effectiveFrom(), version.publishedAt()));
    }
    List<String> problems = PolicyAdmission.problems(version.statement());
    if (!problems.isEmpty()) {
      return new Refused(record, key, String.join("; ", problems));
    }
    byId.computeIfAbsent(version.id(), made -> new TreeMap<>()).put(version.version(), version);
    return new Admitted(version);
  }

  private static String taken(PolicyVersion there, String hash) {
    String as =
        there.contentHash().equals(hash)
            ? "to be effective from " + there.effectiveFrom()
            : "with other content";
    return "the version was published %s at offset %d: give it the next version"
        .formatted(as, there.offset());
  }

  private static boolean isSame(PolicyVersion one, PolicyVersion other) {
    return one.contentHash().equals(other.contentHash())
        && one.effectiveFrom().equals(other.effectiveFrom());
  }
}
