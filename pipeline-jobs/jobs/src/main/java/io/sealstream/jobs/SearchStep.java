package io.sealstream.jobs;

/** The operators of the search job. */
enum SearchStep implements JobStep {
  EVENTS("audit-events", "read audit events"),
  OFFSETS("check-offsets", "check offsets"),
  DOCUMENT("to-document", "decode, make document"),
  INDEX("index-documents", "index documents");

  private final String uid;
  private final String title;

  SearchStep(String uid, String title) {
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
