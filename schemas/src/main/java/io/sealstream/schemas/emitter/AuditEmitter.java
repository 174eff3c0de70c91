package io.sealstream.schemas.emitter;

import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Emitter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts audit events on Kafka. Made by {@link #builder()}.
 *
 * <p><b>Durability.</b> An event is durable when its future completes, or {@link #emitDurably}
 * returns: every in-sync replica has it (acks=all). The producer is idempotent and not
 * transactional, so its own retries neither double nor reorder; emitting again after a failure may
 * double, and the event's id says so.
 *
 * <p><b>Sequence.</b> Every event is stamped {@code emitter {id, epoch, seq}}. The epoch rises with
 * every start; seq counts from 0 without holes within the epoch. The sequence belongs to the
 * emitter, not to a partition or tenant: a receiver sees it whole only over all partitions, and
 * within one partition it rises, with gaps. An emitter that serves several tenants shows each only
 * a part: use one emitter per tenant where a tenant shall be able to check ({@link
 * TenantEmitters}).
 *
 * <p><b>Loss is visible.</b> A record that finally cannot be sent has spent its number, so the
 * emitter stops: this and every later emit fails with {@link EmitException}, and the hole remains
 * for the receiver to see. Heartbeats carry the number of the last event, in the label {@code
 * last_event_seq} (-1 before the first), and have numbers of their own; {@link #close} sends a last
 * one, labelled {@code heartbeat=final}. An epoch without it ended in a crash or a stop.
 *
 * <p><b>Heartbeat events</b> have the action {@code emitter_heartbeat}, the category SESSION (they
 * bound the emitter's session, and administer nothing), and the log source {@code
 * sealstream/emitter}.
 *
 * <p>Safe for any thread. Futures complete on the producer's I/O thread: continue with the {@code
 * Async} methods where the continuation blocks.
 */
public final class AuditEmitter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditEmitter.class);

  private final EmitterParts parts;
  private final EventChecks checks;
  private final EventEncoding encoding;
  private final @Nullable HeartbeatSchedule schedule;
  private final Object lock = new Object();
  private final AtomicReference<@Nullable EmitException> stopped = new AtomicReference<>();

  // Guarded by lock.
  private long nextSeq;
  private long lastEventSeq = -1;
  private @Nullable String lastTenant;
  private boolean closed;

  AuditEmitter(EmitterParts parts, @Nullable Duration heartbeatInterval) {
    this.parts = parts;
    this.checks = new EventChecks(parts.clock(), parts.tenant());
    this.encoding = new EventEncoding(parts);
    TenantId bound = parts.tenant();
    this.lastTenant = bound == null ? null : bound.value();
    this.schedule =
        heartbeatInterval == null
            ? null
            : HeartbeatSchedule.start(parts.id(), heartbeatInterval, this::heartbeatUnlessStopped);
  }

  /** Settings of a new emitter. */
  public static AuditEmitterBuilder builder() {
    return new AuditEmitterBuilder();
  }

  /** This start's epoch. */
  public long epoch() {
    return parts.epoch().value();
  }

  /**
   * Hands the event over; returns before it is durable. The event itself is not changed: its {@code
   * emitter} is replaced in a copy, and its id made (UUIDv7) when it has none. Blocks while the
   * producer's buffer is full.
   *
   * @return completes when the event is durable, exceptionally with {@link EmitException} when it
   *     is not known to be
   * @throws IllegalArgumentException when the event is not valid or too large; no number is spent,
   *     and the emitter goes on
   * @throws EmitException when the emitter has stopped
   * @throws IllegalStateException when it is closed
   * @throws io.sealstream.schemas.registry.RegistryUnavailableException when the first event finds
   *     no registry; no number is spent
   */
  public CompletableFuture<EmitReceipt> emit(AuditEvent event) {
    checks.require(event);
    synchronized (lock) {
      requireOpen();
      long seq = nextSeq;
      CompletableFuture<EmitReceipt> receipt = send(event);
      lastEventSeq = seq;
      lastTenant = event.getTenantId();
      return receipt;
    }
  }

  /**
   * Emits the event and waits until it is durable.
   *
   * @throws EmitException when it is not known to be durable: the caller must not go on as if it
   *     were; also when the waiting thread is interrupted (the event may still become durable)
   * @throws IllegalArgumentException as {@link #emit}
   */
  public EmitReceipt emitDurably(AuditEvent event) {
    return await(emit(event));
  }

  /**
   * Sends a heartbeat now, under the bound tenant, else the tenant of the last event.
   *
   * @throws IllegalStateException when no tenant is bound and nothing has been emitted, or closed
   * @throws EmitException when the emitter has stopped
   */
  public CompletableFuture<EmitReceipt> heartbeat() {
    synchronized (lock) {
      requireOpen();
      return sendHeartbeat(Heartbeats.Kind.ALIVE);
    }
  }

  /**
   * Waits for everything emitted so far, sends the final heartbeat, waits for it, and lets go of
   * producer and state file. A second call does nothing.
   *
   * @throws EmitException when anything emitted before is not known to be durable
   */
  @Override
  public void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
    }
    if (schedule != null) {
      schedule.close();
    }
    try {
      lastWord();
    } finally {
      parts.close();
    }
    EmitException failure = stopped.get();
    if (failure != null) {
      throw failure;
    }
  }

  /** After this, nothing more is sent: {@code closed} is set before. */
  private void lastWord() {
    parts.producer().flush();
    CompletableFuture<EmitReceipt> last = null;
    synchronized (lock) {
      if (stopped.get() == null && lastTenant != null) {
        last = sendHeartbeat(Heartbeats.Kind.FINAL);
      }
    }
    if (last != null) {
      parts.producer().flush();
      await(last);
    }
  }

  private void heartbeatUnlessStopped() {
    synchronized (lock) {
      if (!closed && stopped.get() == null && lastTenant != null) {
        // What its failure means, complete() sees to.
        var unused = sendHeartbeat(Heartbeats.Kind.ALIVE);
      }
    }
  }

  private CompletableFuture<EmitReceipt> sendHeartbeat(Heartbeats.Kind kind) {
    if (lastTenant == null) {
      throw new IllegalStateException(
          "a heartbeat needs a tenant: bind the emitter " + parts.id() + " to one");
    }
    return send(
        Heartbeats.event(parts.id(), lastTenant, kind, lastEventSeq, parts.clock().instant()));
  }

  private void requireOpen() {
    EmitException failure = stopped.get();
    if (failure != null) {
      throw failure;
    }
    if (closed) {
      throw new IllegalStateException("the emitter " + parts.id() + " is closed");
    }
  }

  /** Stamps, encodes, and only then spends the number. */
  private CompletableFuture<EmitReceipt> send(AuditEvent event) {
    AuditEvent stamped = encoding.stamp(event, nextSeq);
    ProducerRecord<byte[], byte[]> record = encoding.record(stamped);
    nextSeq++;
    CompletableFuture<EmitReceipt> receipt = new CompletableFuture<>();
    try {
      var unused =
          parts
              .producer()
              .send(record, (metadata, error) -> complete(receipt, stamped, metadata, error));
    } catch (KafkaException | IllegalStateException e) {
      complete(receipt, stamped, null, e);
    }
    return receipt;
  }

  private void complete(
      CompletableFuture<EmitReceipt> receipt,
      AuditEvent event,
      @Nullable RecordMetadata metadata,
      @Nullable Exception error) {
    Emitter stamp = event.getEmitter();
    if (error == null && metadata != null) {
      receipt.complete(
          new EmitReceipt(
              event.getId(),
              stamp.getEpoch(),
              stamp.getSeq(),
              metadata.topic(),
              metadata.partition(),
              metadata.offset()));
      return;
    }
    Exception cause = error == null ? new IllegalStateException("no metadata") : error;
    var failure =
        new EmitException(
            "emitter "
                + parts.id()
                + " stopped: seq "
                + stamp.getSeq()
                + " of epoch "
                + stamp.getEpoch()
                + " is not durable on "
                + parts.topic()
                + ": "
                + cause.getMessage(),
            cause);
    if (stopped.compareAndSet(null, failure)) {
      LOG.error("{}", failure.getMessage());
    }
    receipt.completeExceptionally(failure);
  }

  private static EmitReceipt await(CompletableFuture<EmitReceipt> receipt) {
    try {
      return receipt.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmitException("interrupted while waiting: the event may yet become durable", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new EmitException(String.valueOf(cause.getMessage()), cause);
    }
  }
}
