package io.sealstream.policy;

/** How a version that has ended still takes part: see {@link HitPolicy#counts}. */
enum Carry {
  COMPLETING,
  /** Only with what keeps a trigger from counting. */
  SPARING
}
