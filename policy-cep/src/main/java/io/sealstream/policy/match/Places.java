package io.sealstream.policy.match;

import java.util.Arrays;

/** Rules by their places in a list. */
final class Places {
  static final int[] NONE = {};

  private Places() {}

  static int[] joined(int[] some, int[] others) {
    int[] all = Arrays.copyOf(some, some.length + others.length);
    System.arraycopy(others, 0, all, some.length, others.length);
    return all;
  }
}
