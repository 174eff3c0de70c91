package io.sealstream.local;

/** One question to a starting server. */
@FunctionalInterface
public interface Probe {
  /**
   * Asks once, without waiting for the server to become ready.
   *
   * @return whether the server answered as a ready server does
   * @throws Exception when the server could not be asked; counts as not ready
   */
  boolean isReady() throws Exception;
}
