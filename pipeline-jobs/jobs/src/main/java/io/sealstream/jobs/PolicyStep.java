package io.sealstream.jobs;

/** The operators of the policy job. */
enum PolicyStep implements JobStep {
  EVENTS("audit-events", "read and decode audit events"),
  OFFSETS("check-offsets", "check offsets"),
  /** Its uid is of the time when it decoded as well. */
  SKIP("decode", "skip undecodable"),
  MATCH("match", "match policies"),
  VIOLATIONS("violations", "write violations"),
  CORRELATE("correlate", "correlate hits"),
  DECISIONS("decisions", "write decisions");

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
