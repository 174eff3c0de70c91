package io.sealstream.evidence.note;

import io.sealstream.schemas.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.EllipticCurve;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/**
 * What the JDK does not promise to check: points off the curve, and signatures in more than the one
 * form of DER. Verifiers must agree on every byte.
 */
final class P256 {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int INTEGER_BYTES = 33;
  private static final BigInteger THREE = BigInteger.valueOf(3);

  private P256() {}

  /** Whether the key's point is one of the curve's. */
  static boolean isOnCurve(Bytes spki) {
    try {
      var key =
          (ECPublicKey)
              KeyFactory.getInstance("EC")
                  .generatePublic(new X509EncodedKeySpec(spki.unsafeArray()));
      EllipticCurve curve = key.getParams().getCurve();
      BigInteger p = ((ECFieldFp) curve.getField()).getP();
      BigInteger x = key.getW().getAffineX();
      BigInteger y = key.getW().getAffineY();
      BigInteger right = x.modPow(THREE, p).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
      return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.multiply(y).mod(p).equals(right);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Whether these bytes are two positive integers in DER, and nothing else. */
  static boolean isSignature(Bytes signature) {
    byte[] der = signature.unsafeArray();
    if (der.length < 2 || der[0] != SEQUENCE || der[1] != der.length - 2) {
      return false;
    }
    int second = afterInteger(der, 2);
    return second > 0 && afterInteger(der, second) == der.length;
  }

  /** Where the integer at this place ends; -1 when there is none in the one form of DER. */
  private static int afterInteger(byte[] der, int at) {
    if (at + 2 > der.length || der[at] != INTEGER) {
      return -1;
    }
    int length = der[at + 1];
    int end = at + 2 + length;
    if (length < 1 || length > INTEGER_BYTES || end > der.length) {
      return -1;
    }
    byte[] value = Arrays.copyOfRange(der, at + 2, end);
    BigInteger number = new BigInteger(value);
    return number.signum() > 0 && Arrays.equals(number.toByteArray(), value) ? end : -1;
  }
}
