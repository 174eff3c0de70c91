package io.sealstream.schemas.ecs;

/**
 * Decides whether a text is an IP address that every index takes. Stricter than most parsers: no
 * leading zeros, no zone, no port.
 */
final class IpText {
  private static final int V4_PARTS = 4;
  private static final int V6_GROUPS = 8;

  private IpText() {}

  static boolean isValid(String text) {
    return text.indexOf(':') >= 0 ? isV6(text) : isV4(text);
  }

  private static boolean isV4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != V4_PARTS) {
      return false;
    }
    for (String part : parts) {
      boolean digits =
          part.length() <= 3 && !part.isEmpty() && part.chars().allMatch(IpText::digit);
      if (!digits || (part.length() > 1 && part.charAt(0) == '0') || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  private static boolean isV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true) == V6_GROUPS;
    }
    int head = gap == 0 ? 0 : groups(text.substring(0, gap), false);
    String rest = text.substring(gap + 2);
    int tail = rest.isEmpty() ? 0 : groups(rest, true);
    return head >= 0 && tail >= 0 && head + tail < V6_GROUPS;
  }

  /** The number of 16-bit groups, or a number below any that is valid. */
  private static int groups(String text, boolean v4Tail) {
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      if (last && v4Tail && parts[i].indexOf('.') >= 0 && isV4(parts[i])) {
        count += 2;
      } else if (isGroup(parts[i])) {
        count++;
      } else {
        return Integer.MIN_VALUE / 2;
      }
    }
    return count;
  }

  private static boolean isGroup(String part) {
    return !part.isEmpty() && part.length() <= 4 && part.chars().allMatch(IpText::hexDigit);
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean hexDigit(int c) {
    return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
