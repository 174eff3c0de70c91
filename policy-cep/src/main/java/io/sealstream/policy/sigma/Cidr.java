package io.sealstream.policy.sigma;

import io.sealstream.schemas.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A network of IPv4 or IPv6 addresses. Parses texts only: no name is ever looked up. */
record Cidr(Bytes network, int prefix) {
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;
  private static final int IPV6_GROUPS = 8;
  private static final int MAX_TEXT = 64;
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,3}");

  /** A leading zero would be octal to some readers: such a text is no address to any. */
  private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");

  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{1,4}");

  /**
   * Reads {@code address/prefix}; an address alone is a network of one. Behind an IPv4 address
   * there may be a mask instead, as Sigma's reference parser takes it: {@code 255.0.0.0}, or what
   * hosts may differ in, {@code 0.255.255.255}.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  static Cidr parse(String text) {
    int slash = text.indexOf('/');
    byte[] address = address(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw new IllegalArgumentException("no IPv4 or IPv6 network: " + text);
    }
    int bits = address.length * Byte.SIZE;
    int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1), bits);
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException(
          "prefix length must be 0 to %d%s: %s"
              .formatted(bits, bits == Integer.SIZE ? ", or a mask such as 255.0.0.0" : "", text));
    }
    var cidr = new Cidr(Bytes.wrap(address), prefix);
    for (int bit = prefix; bit < bits; bit++) {
      if ((address[bit / Byte.SIZE] & (0x80 >> (bit % Byte.SIZE))) != 0) {
        throw new IllegalArgumentException(
            "address has bits set behind its prefix (write the network's own address): " + text);
      }
    }
    return cidr;
  }

  /** The length; below zero where the text is none and no mask. */
  private static int prefix(String text, int bits) {
    if (DECIMAL.matcher(text).matches()) {
      return Integer.parseInt(text);
    }
    byte[] mask = bits == Integer.SIZE ? ipv4(text) : null;
    if (mask == null) {
      return -1;
    }
    int ones = ByteBuffer.wrap(mask).getInt();
    return isRun(ones) ? Integer.bitCount(ones) : isRun(~ones) ? Integer.bitCount(~ones) : -1;
  }

  /** Whether no bit is set behind one that is not. */
  private static boolean isRun(int mask) {
    return (~mask & (~mask + 1)) == 0;
  }

  boolean contains(String text) {
    byte[] address = address(withoutZone(text));
    byte[] own = network.unsafeArray();
    if (address == null || address.length != own.length) {
      return false;
    }
    int whole = prefix / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (address[i] != own[i]) {
        return false;
      }
    }
    int rest = prefix % Byte.SIZE;
    return rest == 0 || ((address[whole] ^ own[whole]) & 0xff) >>> (Byte.SIZE - rest) == 0;
  }

  private static byte @Nullable [] address(String text) {
    if (text.length() > MAX_TEXT) {
      return null;
    }
    return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
  }

  /** An interface of the host that wrote the event says nothing of the network. */
  private static String withoutZone(String text) {
    int zone = text.indexOf('%');
    boolean named = zone >= 0 && zone < text.length() - 1 && text.indexOf(':') >= 0;
    return named ? text.substring(0, zone) : text;
  }

  private static byte @Nullable [] ipv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != IPV4_BYTES) {
      return null;
    }
    byte[] address = new byte[IPV4_BYTES];
    for (int i = 0; i < IPV4_BYTES; i++) {
      int value = OCTET.matcher(parts[i]).matches() ? Integer.parseInt(parts[i]) : -1;
      if (value < 0 || value > 0xff) {
        return null;
      }
      address[i] = (byte) value;
    }
    return address;
  }

  private static byte @Nullable [] ipv6(String text) {
    int gap = text.indexOf("::");
    List<Integer> head = groups(gap < 0 ? text : text.substring(0, gap));
    List<Integer> tail = gap < 0 ? List.of() : groups(text.substring(gap + 2));
    if (head == null || tail == null) {
      return null;
    }
    int given = head.size() + tail.size();
    if (gap < 0 ? given != IPV6_GROUPS : given >= IPV6_GROUPS) {
      return null;
    }
    byte[] address = new byte[IPV6_BYTES];
    put(address, 0, head);
    put(address, IPV6_GROUPS - tail.size(), tail);
    return address;
  }

  /** Sixteen bits each; the last 32 may be written as IPv4. Null where the text is no groups. */
  private static @Nullable List<Integer> groups(String text) {
    var groups = new ArrayList<Integer>();
    if (text.isEmpty()) {
      return groups;
    }
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      if (HEX.matcher(parts[i]).matches()) {
        groups.add(Integer.parseInt(parts[i], 16));
        continue;
      }
      byte[] embedded = i == parts.length - 1 ? ipv4(parts[i]) : null;
      if (embedded == null) {
        return null;
      }
      groups.add((embedded[0] & 0xff) << Byte.SIZE | (embedded[1] & 0xff));
      groups.add((embedded[2] & 0xff) << Byte.SIZE | (embedded[3] & 0xff));
    }
    return groups;
  }

  private static void put(byte[] address, int group, List<Integer> groups) {
    for (int i = 0; i < groups.size(); i++) {
      int value = groups.get(i);
      address[2 * (group + i)] = (byte) (value >> Byte.SIZE);
      address[2 * (group + i) + 1] = (byte) value;
    }
  }
}
