package io.sealstream.schemas.ecs;

import io.sealstream.schemas.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed hashes of values: HMAC-SHA-256 under a key that is itself derived per tenant, so that no
 * two tenants share a pseudonym. One instance per thread.
 */
final class Pseudonyms {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "p:";

  /** 128 bits. */
  private static final int LENGTH = 16;

  private static final int MAX_TENANTS = 10_000;

  private final Bytes secret;
  private final Map<String, Mac> byTenant = new HashMap<>();

  Pseudonyms(Bytes secret) {
    this.secret = secret;
  }

  String of(String tenant, String value) {
    if (byTenant.size() > MAX_TENANTS) {
      byTenant.clear();
    }
    Mac mac =
        byTenant.computeIfAbsent(
            tenant, t -> keyed(keyed(secret.unsafeArray()).doFinal(utf8("tenant:" + t))));
    return PREFIX + HexFormat.of().formatHex(mac.doFinal(utf8(value)), 0, LENGTH);
  }

  private static Mac keyed(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is required of every Java platform", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
