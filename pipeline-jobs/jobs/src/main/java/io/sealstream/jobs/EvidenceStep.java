package io.sealstream.jobs;

/** The operators of the evidence job. */
enum EvidenceStep implements JobStep {
  RECORDS("sealed-records", "read records to seal"),
  CLASSIFY("classify", "classify"),
  EVIDENCE("evidence", "seal"),
  REJECTED("rejected", "copy rejected records");

  private final String uid;
  private final String title;

  EvidenceStep(String uid, String title) {
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
