package io.sealstream.jobs;

/** The operators of the policy job. */
enum PolicyStep implements JobStep {
  EVENTS("audit-events", "read audit events"),
  OFFSETS("check-offsets", "check offsets"),
  DECODE("decode", "decode"),
  MATCH("match", "match policies"),
  VIOLATIONS("violations", "write violations");

  private final String uid;
  private final String title;

  PolicyStep(String uid, String title) {
    this.uid = uid;
    this.title = title;
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public String title() {
    return title;
  }
}
