package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Timed;

/** An event in one group of one correlation, with the members that it is an occurrence of. */
final class Occurrence implements Timed {
  final Entry entry;
  final GroupIndex group;
  long members;

  Occurrence(Entry entry, GroupIndex group) {
    this.entry = entry;
    this.group = group;
  }

  @Override
  public long time() {
    return entry.time();
  }

  @Override
  public String id() {
    return entry.id();
  }

  boolean is(int member) {
    return (members & (1L << member)) != 0;
  }
}
