package io.sealstream.policy.publish;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may sign policies. A text of one key a line: {@code NAME ROLES KEY [not-after=INSTANT]},
 * where the roles are {@code author}, {@code approver} or {@code author,approver} and the key is an
 * Ed25519 public key as X.509 SubjectPublicKeyInfo in Base64 (what {@code openssl pkey -pubout}
 * prints between its two lines). What follows {@code #} is a comment. A name may have several keys.
 * Immutable.
 */
public final class AllowedKeys {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,127}");
  private static final String NOT_AFTER = "not-after=";
  private static final int KEY_FIELD = 2;
  private static final int NOT_AFTER_FIELD = 3;
  private static final int MOST_FIELDS = 4;

  private final List<Key> keys;

  /** What a key may be used for. */
  public enum Role {
    AUTHOR,
    APPROVER
  }

  /**
   * One key.
   *
   * @param notAfter what the broker took later is not signed by it; null is for ever
   */
  private record Key(String name, Set<Role> roles, PublicKey key, @Nullable Instant notAfter) {
    boolean serves(String signer, Role role, Instant time) {
      return name.equals(signer)
          && roles.contains(role)
          && (notAfter == null || !time.isAfter(notAfter));
    }
  }

  private AllowedKeys(List<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads a keys file.
   *
   * @param place how messages shall call it
   * @throws MalformedPolicyException at {@code place:line} for the first line that is wrong
   */
  public static AllowedKeys of(String place, String text) throws MalformedPolicyException {
    var keys = new ArrayList<Key>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      int comment = line.indexOf('#');
      String content = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!content.isEmpty()) {
        try {
          keys.add(key(List.of(SPACE.split(content, -1))));
        } catch (IllegalArgumentException | DateTimeException | GeneralSecurityException e) {
          throw new MalformedPolicyException(place + ":" + number + ": " + e.getMessage(), e);
        }
      }
    }
    if (keys.isEmpty()) {
      throw new MalformedPolicyException(place + ": no key in it: nobody could publish a policy");
    }
    requireOneOwner(place, keys);
    return new AllowedKeys(keys);
  }

  /** With a key in two names one person could be both. */
  private static void requireOneOwner(String place, List<Key> keys)
      throws MalformedPolicyException {
    var owners = new HashMap<PublicKey, String>();
    for (Key key : keys) {
      String owner = owners.putIfAbsent(key.key(), key.name());
      if (owner != null && !owner.equals(key.name())) {
        throw new MalformedPolicyException(
            "%s: %s and %s have the same key: each needs one of its own"
                .formatted(place, owner, key.name()));
      }
    }
  }

  private static Key key(List<String> fields) throws GeneralSecurityException {
    if (fields.size() <= KEY_FIELD || fields.size() > MOST_FIELDS) {
      throw new IllegalArgumentException(
          "expected NAME ROLES KEY [not-after=INSTANT], found " + fields.size() + " words");
    }
    String name = fields.get(0);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name must be letters, digits and . _ @ -, at most 128: " + name);
    }
    return new Key(
        name,
        roles(fields.get(1)),
        publicKey(fields.get(KEY_FIELD)),
        fields.size() == MOST_FIELDS ? notAfter(fields.get(NOT_AFTER_FIELD)) : null);
  }

  private static Set<Role> roles(String words) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String word : COMMA.split(words, -1)) {
      if (!word.equals("author") && !word.equals("approver")) {
        throw new IllegalArgumentException(
            "the roles must be author, approver or author,approver: " + words);
      }
      roles.add(Role.valueOf(word.toUpperCase(Locale.ROOT)));
    }
    return roles;
  }

  private static PublicKey publicKey(String base64) throws GeneralSecurityException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(bytes));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new GeneralSecurityException(
          "the key must be an Ed25519 public key, SubjectPublicKeyInfo in Base64", e);
    }
  }

  private static Instant notAfter(String word) {
    if (!word.startsWith(NOT_AFTER)) {
      throw new IllegalArgumentException("expected not-after=INSTANT, found " + word);
    }
    return Instant.parse(word.substring(NOT_AFTER.length()));
  }

  /**
   * Why a policy is not signed as it must be; null where it is: by its author and by its approver,
   * who are two people with two keys.
   *
   * @param time when the broker took it: a key that is retired later still counts
   */
  @Nullable String objection(SignedPolicy signed, PolicyStatement statement, Instant time) {
    if (statement.author().equals(statement.approver())) {
      return "author and approver are both " + statement.author() + "; they must be two people";
    }
    List<PublicKey> authors = signers(signed, statement.author(), Role.AUTHOR, time);
    if (authors.isEmpty()) {
      return "not signed by its author " + statement.author() + " with a key allowed to author";
    }
    List<PublicKey> approvers = signers(signed, statement.approver(), Role.APPROVER, time);
    if (approvers.isEmpty()) {
      return "not signed by its approver "
          + statement.approver()
          + " with a key allowed to approve";
    }
    if (approvers.stream().anyMatch(authors::contains)) {
      return "author and approver signed with the same key";
    }
    return null;
  }

  private List<PublicKey> signers(SignedPolicy signed, String signer, Role role, Instant time) {
    return keys.stream()
        .filter(key -> key.serves(signer, role, time) && signed.isSignedBy(signer, key.key()))
        .map(Key::key)
        .toList();
  }
}
