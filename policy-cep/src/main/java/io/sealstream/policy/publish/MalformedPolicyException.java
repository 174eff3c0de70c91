package io.sealstream.policy.publish;

/** What was read is no signed policy; the message says what is wrong. */
public final class MalformedPolicyException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedPolicyException(String message) {
    super(message);
  }

  MalformedPolicyException(String message, Throwable cause) {
    super(message, cause);
  }
}
