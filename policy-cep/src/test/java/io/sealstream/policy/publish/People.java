package io.sealstream.policy.publish;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Who publishes in tests: alice is an author, bob an approver; mallory has a key nobody allows. */
final class People {
  static final Instant TAKEN = Instant.parse("2026-03-01T10:00:00Z");
  static final Instant FROM = TAKEN.plusSeconds(90);
  static final KeyPair ALICE = key();
  static final KeyPair BOB = key();
  static final KeyPair MALLORY = key();
  static final String KEYS =
      line("alice", "author", ALICE) + "\n" + line("bob", "approver", BOB) + "\n";
  static final String RULE =
      """
      title: Reads
      logsource: {product: app}
      detection: {s: {action: read}, condition: s}
      """;

  private People() {}

  static String line(String name, String roles, KeyPair key) {
    return name + " " + roles + " " + base64(key.getPublic());
  }

  static String base64(PublicKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  static AllowedKeys allowed(String text) throws MalformedPolicyException {
    return AllowedKeys.of("keys", text);
  }

  static PolicyLedger ledger(String keys) throws MalformedPolicyException {
    return new PolicyLedger(Optional.of(allowed(keys)));
  }

  /** By alice, approved by bob, effective from {@link #FROM}. */
  static PolicyStatement statement(long version, String text) {
    return statement(version, text, "alice", "bob", FROM);
  }

  static PolicyStatement statement(
      long version, String text, String author, String approver, Instant from) {
    return new PolicyStatement(
        "reads.yml", version, "reads.yml", text, author, approver, "for a test", from, TAKEN);
  }

  /** Signed by alice and bob. */
  static SignedPolicy signed(PolicyStatement statement) throws GeneralSecurityException {
    return SignedPolicy.unsigned(statement)
        .signedBy("alice", ALICE.getPrivate())
        .signedBy("bob", BOB.getPrivate());
  }

  static PolicyRecord record(long offset, PolicyStatement statement)
      throws GeneralSecurityException {
    return record(offset, statement.key(), signed(statement).toJson());
  }

  static PolicyRecord record(long offset, String key, String value) {
    return new PolicyRecord(offset, TAKEN.toEpochMilli(), key, value);
  }

  static KeyPair key() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK since 15 has Ed25519", e);
    }
  }
}
