package io.sealstream.policy;

import static io.sealstream.policy.PublishedVersionsTest.finds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.policy.AdmissionMemo.Examined;
import io.sealstream.policy.publish.PolicyStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("a published file is examined once for all tasks, and every difference counts")
@Timeout(60)
class AdmissionMemoTest {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final String TEXT = finds(1, "enforce", "read_record").text();
  private static final int TASKS = 8;
  private static final Duration BOUND = Duration.ofSeconds(10);

  private final List<PolicyStatement> examined = new CopyOnWriteArrayList<>();
  private final AdmissionMemo memo = new AdmissionMemo(3, this::examine);

  private Examined examine(PolicyStatement statement) {
    examined.add(statement);
    return new Examined(List.of("the " + examined.size() + "th"), false);
  }

  @Test
  void theSameFileIsExaminedOnce() {
    Examined first = memo.of(statement("p-1", 1, "p.yml", TEXT, FROM));
    assertThat(memo.of(statement("p-1", 1, "p.yml", TEXT, FROM))).isSameAs(first);
    assertThat(examined).hasSize(1);
  }

  @Test
  void whateverIsReadMakesItAnother() {
    var roomy = new AdmissionMemo(10, this::examine); // none is forgotten
    var unused = roomy.of(statement("p-1", 1, "p.yml", TEXT, FROM));
    for (PolicyStatement other :
        List.of(
            statement("p-2", 1, "p.yml", TEXT, FROM),
            statement("p-1", 2, "p.yml", TEXT, FROM),
            statement("p-1", 1, "q.yml", TEXT, FROM),
            statement("p-1", 1, "p.yml", TEXT + " ", FROM),
            statement("p-1", 1, "p.yml", TEXT, FROM.plusSeconds(1)))) {
      int before = examined.size();
      var another = roomy.of(other);
      assertThat(examined).as(other + " " + another).hasSize(before + 1);
    }
  }

  @Test
  void theLastOnesAskedForAreRemembered() {
    for (int version : List.of(1, 2, 3, 1, 4)) {
      var unused = memo.of(statement("p-1", version, "p.yml", TEXT, FROM));
    }
    assertThat(examined).hasSize(4);
    var known = memo.of(statement("p-1", 1, "p.yml", TEXT, FROM));
    assertThat(examined).as("1 was asked for again: " + known).hasSize(4);
    var forgotten = memo.of(statement("p-1", 2, "p.yml", TEXT, FROM));
    assertThat(examined).as("2 went for 4: " + forgotten).hasSize(5);
  }

  @Test
  void tasksThatOpenAtOnceWaitForTheOneThatExamines() throws Exception {
    var begun = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    AdmissionMemo slow = slow(begun, mayEnd);
    var tasks = Executors.newFixedThreadPool(TASKS);
    try {
      Callable<Examined> open = () -> slow.of(statement("p-1", 1, "p.yml", TEXT, FROM));
      var answers = new ArrayList<Future<Examined>>();
      for (int i = 0; i < TASKS; i++) {
        answers.add(tasks.submit(open));
      }
      await(begun);
      mayEnd.countDown();
      for (Future<Examined> each : answers) {
        assertThat(each.get().problems()).containsExactly("the 1th");
      }
    } finally {
      tasks.shutdownNow();
    }
  }

  @Test
  @DisplayName("a task that waits for another's examination can be cancelled, that one goes on")
  void aTaskThatWaitsIsCancelledAtOnce() throws Exception {
    var begun = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    AdmissionMemo slow = slow(begun, mayEnd);
    PolicyStatement statement = statement("p-1", 1, "p.yml", TEXT, FROM);
    var tasks = Executors.newSingleThreadExecutor();
    try {
      Future<Examined> first = tasks.submit(() -> slow.of(statement));
      await(begun);
      assertCancelled(() -> slow.of(statement));
      assertThat(first).as("the first goes on").isNotDone();
      mayEnd.countDown();
      assertThat(slow.of(statement)).as("and is remembered").isSameAs(first.get());
      assertThat(examined).hasSize(1);
    } finally {
      tasks.shutdownNow();
    }
  }

  private static void assertCancelled(Callable<Examined> waits) throws Exception {
    var ended = new CompletableFuture<Boolean>();
    var why = new AtomicReference<Throwable>();
    var task =
        new Thread(
            () -> {
              try {
                var unused = waits.call();
              } catch (Exception e) {
                why.set(e);
              }
              ended.complete(Thread.currentThread().isInterrupted());
            });
    task.start();
    Awaitility.await().until(() -> task.getState() == Thread.State.WAITING);
    task.interrupt();
    assertThat(ended).as("still interrupted").succeedsWithin(BOUND).isEqualTo(true);
    assertThat(why.get())
        .isInstanceOf(CancellationException.class)
        .hasMessage("cancelled while another task examined p-1@1");
  }

  @Test
  void anExaminationThatBreaksIsNotRemembered() {
    var breaking =
        new AdmissionMemo(
            3,
            statement -> {
              if (examine(statement).problems().contains("the 1th")) {
                throw new IllegalStateException("broken");
              }
              return new Examined(List.of(), true);
            });
    PolicyStatement statement = statement("p-1", 1, "p.yml", TEXT, FROM);
    assertThatThrownBy(() -> breaking.of(statement)).hasMessage("broken");
    assertThat(breaking.of(statement).isOverSeveral()).isTrue();
  }

  @Test
  @DisplayName("a version whose tests fail is refused by every task, the second as the first")
  void theGateStandsForEveryTask() throws Exception {
    PolicySource failing =
        new PolicySource(
            "p.yml",
            TEXT.replace("detection: {s: {action: read_record}", "detection: {s: {action: x}"));
    var topic = new MemoryTopic("failing");
    topic.publish(failing, 1, 0);
    for (int task = 0; task < 2; task++) {
      try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
        assertThat(harness.countInMatching("numPoliciesRefused")).isEqualTo(1);
        harness.feed(Reads.read("e", 1));
        assertThat(harness.violationsOfEvents()).isEmpty();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PolicyStatement statement(
      String id, long version, String name, String text, Instant from) {
    return new PolicyStatement(id, version, name, text, "alice", "bob", "why", from, FROM);
  }

  /** One that tells when it examines, and does not end before it may. */
  private AdmissionMemo slow(CountDownLatch begun, CountDownLatch mayEnd) {
    return new AdmissionMemo(
        3,
        statement -> {
          begun.countDown();
          await(mayEnd);
          return examine(statement);
        });
  }
}
