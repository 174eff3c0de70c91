package io.sealstream.sinks.kafka;

/**
 * The broker does not commit transactions that a completed checkpoint holds as prepared. A restart
 * mends nothing: a person must decide what becomes of their records.
 */
public final class LostTransactionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LostTransactionException(String message) {
    super(message);
  }
}
