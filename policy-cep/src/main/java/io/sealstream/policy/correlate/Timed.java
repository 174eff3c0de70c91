package io.sealstream.policy.correlate;

/** What has a place in event time; the id orders what happens at the same time. */
interface Timed {
  long time();

  String id();
}
