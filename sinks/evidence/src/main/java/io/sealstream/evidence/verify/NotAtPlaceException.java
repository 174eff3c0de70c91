package io.sealstream.evidence.verify;

/** The archive has no such event at the place where it was looked for; the message says why. */
public final class NotAtPlaceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotAtPlaceException(String why) {
    super(why);
  }
}
