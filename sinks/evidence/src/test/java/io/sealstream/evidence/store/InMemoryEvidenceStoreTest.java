package io.sealstream.evidence.store;

import java.time.Instant;

/** The fake keeps the contract too: else tests built on it would prove nothing. */
class InMemoryEvidenceStoreTest implements EvidenceStoreContract {
  private final InMemoryEvidenceStore store = new InMemoryEvidenceStore();

  @Override
  public EvidenceStore store() {
    return store;
  }

  @Override
  public LockRequest lock() {
    return new LockRequest(LockMode.COMPLIANCE, Instant.parse("2033-05-18T03:33:20Z"));
  }

  @Override
  public void lose(StagedObject staged) {
    store.loseUpload(staged);
  }
}
