package io.sealstream.schemas.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.AvroWireDecoder;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Emitter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class AuditEmitterTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final InMemorySchemaRegistryClient registry = new InMemorySchemaRegistryClient();

  @Test
  void eventsAreStampedWithoutHolesAndTheCallersEventIsLeftAlone() throws Exception {
    MockProducer<byte[], byte[]> kafka = kafka(true);
    AuditEvent event = Events.event("e-1", NOW);
    try (AuditEmitter emitter = emitter(kafka)) {
      EmitReceipt first = emitter.emitDurably(event);
      EmitReceipt second = emitter.emit(Events.event("e-2", NOW)).get();
      assertThat(first.seq()).isZero();
      assertThat(second.seq()).isEqualTo(1);
      assertThat(second.epoch()).isEqualTo(NOW.toEpochMilli());
    }
    assertThat(sent(kafka))
        .extracting(AuditEvent::getEmitter)
        .containsExactly(place(0), place(1), place(2));
    assertThat(event).isEqualTo(Events.event("e-1", NOW));
  }

  @Test
  void theLastWordIsAHeartbeatThatNamesTheLastEvent() {
    MockProducer<byte[], byte[]> kafka = kafka(true);
    try (AuditEmitter emitter = emitter(kafka)) {
      emitter.emitDurably(Events.event("e-1", NOW));
      emitter.heartbeat().join();
      emitter.emitDurably(Events.event("e-2", NOW));
    }
    List<AuditEvent> events = sent(kafka);
    assertThat(events)
        .extracting(AuditEvent::getAction)
        .containsExactly("read_file", "emitter_heartbeat", "read_file", "emitter_heartbeat");
    assertThat(events.get(1).getLabels())
        .containsEntry("last_event_seq", "0")
        .containsEntry("heartbeat", "alive");
    assertThat(events.get(3).getLabels())
        .containsEntry("last_event_seq", "2")
        .containsEntry("heartbeat", "final");
    assertThat(events.get(3).getEmitter().getSeq()).isEqualTo(3);
  }

  @Test
  void threadsShareOneSequenceAndSendItInOrder() throws Exception {
    MockProducer<byte[], byte[]> kafka = kafka(true);
    int threads = 8;
    int each = 200;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (AuditEmitter emitter = emitter(kafka)) {
      Callable<Void> work =
          () -> {
            for (int i = 0; i < each; i++) {
              emitter.emit(Events.event("", NOW)).get();
            }
            return null;
          };
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(pool.submit(work));
      }
      for (Future<Void> one : running) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    List<AuditEvent> events = sent(kafka);
    assertThat(events)
        .extracting(event -> event.getEmitter().getSeq())
        .containsExactlyElementsOf(
            LongStream.rangeClosed(0, (long) threads * each).boxed().toList());
    assertThat(events).extracting(AuditEvent::getId).doesNotHaveDuplicates();
  }

  @Test
  void anEventThatCannotBeSentStopsTheEmitterForGood() {
    MockProducer<byte[], byte[]> kafka = kafka(false);
    AuditEmitter emitter = emitter(kafka);
    CompletableFuture<EmitReceipt> lost = emitter.emit(Events.event("e-1", NOW));
    CompletableFuture<EmitReceipt> later = emitter.emit(Events.event("e-2", NOW));
    kafka.errorNext(new TimeoutException("no broker"));
    kafka.completeNext();

    assertThat(lost).isCompletedExceptionally();
    assertThat(later).isCompleted();
    assertThatThrownBy(() -> emitter.emit(Events.event("e-3", NOW)))
        .isInstanceOf(EmitException.class)
        .hasMessageContaining("seq 0 of epoch")
        .hasMessageContaining("no broker");
    assertThatThrownBy(emitter::close).isInstanceOf(EmitException.class);
    assertThat(kafka.history()).as("no final heartbeat hides the hole").hasSize(2);
  }

  @Test
  void strictModeDoesNotReturnBeforeTheEventIsDurable() throws Exception {
    MockProducer<byte[], byte[]> kafka = kafka(false);
    AuditEmitter emitter = emitter(kafka);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<EmitReceipt> waiting =
          pool.submit(() -> emitter.emitDurably(Events.event("e-1", NOW)));
      await().until(() -> kafka.history().size() == 1);
      assertThat(waiting.isDone()).isFalse();
      kafka.completeNext();
      assertThat(waiting.get().seq()).isZero();
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void whatIsRefusedSpendsNoNumber() {
    MockProducer<byte[], byte[]> kafka = kafka(true);
    try (AuditEmitter emitter = emitter(kafka)) {
      AuditEvent large = Events.event("e-1", NOW);
      large.setOriginal("x".repeat(AuditEmitterBuilder.DEFAULT_MAX_EVENT_BYTES));
      assertThatThrownBy(() -> emitter.emit(large))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("limit 1000000");
      AuditEvent foreign = Events.event("e-1", NOW);
      foreign.setTenantId("globex");
      assertThatThrownBy(() -> emitter.emit(foreign)).hasMessageContaining("names globex");
      AuditEvent invalid = Events.event("e-1", NOW);
      invalid.setTenantId("No/Tenant");
      assertThatThrownBy(() -> emitter.emit(invalid)).hasMessageContaining("tenant_id must match");
      assertThatThrownBy(() -> emitter.emit(Events.event("e-1", NOW.plusSeconds(3600))))
          .hasMessageContaining("ahead");
      AuditEvent nobody = Events.event("e-1", NOW);
      nobody.getActor().setId(null);
      assertThatThrownBy(() -> emitter.emit(nobody))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not complete");
      assertThat(emitter.emitDurably(Events.event("e-2", NOW)).seq()).isZero();
    }
  }

  @Test
  void eachTenantHasASequenceOfItsOwn() {
    MockProducer<byte[], byte[]> kafka = kafka(true);
    try (var emitters = new TenantEmitters(kafka, registry, "audit.events", "app")) {
      AuditEvent other = Events.event("g-1", NOW);
      other.setTenantId("globex");
      assertThat(emitters.emitDurably(Events.event("a-1", NOW)).seq()).isZero();
      assertThat(emitters.emitDurably(other).seq()).isZero();
      assertThat(emitters.emitDurably(Events.event("a-2", NOW)).seq()).isEqualTo(1);
    }
    assertThat(sent(kafka))
        .extracting(event -> event.getEmitter().getId() + " " + event.getAction())
        .containsExactly(
            "app-acme read_file",
            "app-globex read_file",
            "app-acme read_file",
            "app-acme emitter_heartbeat",
            "app-globex emitter_heartbeat");
    assertThat(kafka.closed()).isTrue();
  }

  private static Emitter place(long seq) {
    return new Emitter("app", NOW.toEpochMilli(), seq);
  }

  private AuditEmitter emitter(MockProducer<byte[], byte[]> kafka) {
    return AuditEmitter.builder()
        .emitterId("app")
        .tenant(new TenantId("acme"))
        .registry(registry)
        .clock(InstantSource.fixed(NOW))
        .build(() -> kafka, true);
  }

  private List<AuditEvent> sent(MockProducer<byte[], byte[]> kafka) {
    var decoder = new AvroWireDecoder<>(registry, AuditEvent.class);
    return kafka.history().stream().map(record -> decoder.decode(record.value())).toList();
  }

  private static MockProducer<byte[], byte[]> kafka(boolean acknowledges) {
    return new MockProducer<>(
        acknowledges, null, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
