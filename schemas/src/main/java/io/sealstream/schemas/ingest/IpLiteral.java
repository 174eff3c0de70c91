package io.sealstream.schemas.ingest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Tells addresses from names, and never asks a name server. */
final class IpLiteral {
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern V4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);
  private static final Pattern V6_LETTERS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private IpLiteral() {}

  static boolean isIp(String text) {
    if (V4.matcher(text).matches()) {
      return true;
    }
    if (!V6_LETTERS.matcher(text).matches()) {
      return false;
    }
    try {
      // With a colon inside, Java takes the text for a literal or fails; it never resolves it.
      InetAddress.getByName(text);
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
