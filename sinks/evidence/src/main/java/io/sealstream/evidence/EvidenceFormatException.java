package io.sealstream.evidence;

/** Bytes that are not what the format asks for, with the verdict they get. Holds no payload. */
public final class EvidenceFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final VerdictCode code;

  public EvidenceFormatException(VerdictCode code, String message) {
    super(message);
    this.code = code;
  }

  public VerdictCode code() {
    return code;
  }
}
