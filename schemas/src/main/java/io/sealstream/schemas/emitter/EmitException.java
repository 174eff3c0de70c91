package io.sealstream.schemas.emitter;

/**
 * An event is not known to be durable. The emitter has stopped, or was never able to send; what to
 * do is to find the cause, start a new emitter (it begins a new epoch), and emit the event again
 * under the same id.
 */
public final class EmitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EmitException(String message, Throwable cause) {
    super(message, cause);
  }
}
