package io.sealstream.jobs;

/** Records were deleted before this job read them: a restart does not bring them back. */
public final class DeletedRecordsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeletedRecordsException(String message) {
    super(message);
  }
}
