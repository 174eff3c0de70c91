package io.sealstream.evidence.store;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes the bytes of one staged object. One thread only. Closing without {@link #finish} abandons
 * the upload.
 */
public abstract class StagingStream extends OutputStream {

  /**
   * Sends what is left and gives the handle; every byte is durable in the store when it returns.
   */
  public abstract StagedObject finish() throws IOException;
}
