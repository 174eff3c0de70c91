package io.sealstream.evidence.store;

import java.io.IOException;

/** A staged upload is gone, and its object is not there either: its records must be read again. */
public final class UploadLostException extends IOException {
  private static final long serialVersionUID = 1L;

  public UploadLostException(String message) {
    super("UPLOAD_LOST " + message);
  }
}
