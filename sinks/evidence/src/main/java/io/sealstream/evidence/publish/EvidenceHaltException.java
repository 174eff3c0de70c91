package io.sealstream.evidence.publish;

/**
 * Sealing must not go on: a restart will not help, a person has to look. The message starts with
 * the {@link HaltCode}.
 */
public final class EvidenceHaltException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HaltCode code;

  public EvidenceHaltException(HaltCode code, String message) {
    super(code + ": " + message);
    this.code = code;
  }

  /** Says what the cause says. */
  public EvidenceHaltException(HaltCode code, Throwable cause) {
    super(code + ": " + cause.getMessage(), cause);
    this.code = code;
  }

  public EvidenceHaltException(HaltCode code, String message, Throwable cause) {
    super(code + ": " + message, cause);
    this.code = code;
  }

  public HaltCode code() {
    return code;
  }
}
