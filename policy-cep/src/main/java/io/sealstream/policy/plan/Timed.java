package io.sealstream.policy.plan;

/** What has a place in event time; the id orders what happens at the same time. */
public interface Timed {
  /** Event time in milliseconds. */
  long time();

  /** Two of one time and one id are the same. */
  String id();
}
