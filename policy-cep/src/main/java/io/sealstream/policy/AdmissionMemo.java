package io.sealstream.policy;

import io.sealstream.policy.publish.PolicyStatement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What examining published files came to, so that a file is examined, and its tests are run, once
 * for all tasks that share this class's loader: a job's tasks in one task manager. The examination
 * reads nothing but what is the key here, so that an answer holds for ever; it is text alone, since
 * compiled policies are for one thread. Of the files asked for last {@code most} are remembered.
 *
 * <p>For any thread. Who asks for a file that is being examined waits for that.
 */
final class AdmissionMemo {
  private static final float LOAD = 0.75f;

  private final Function<PolicyStatement, Examined> examine;
  private final Map<Subject, CompletableFuture<Examined>> known;

  /** All that an examination reads; the hash stands for the text. */
  private record Subject(
      String id, long version, String name, String contentHash, Instant effectiveFrom) {
    static Subject of(PolicyStatement statement) {
      return new Subject(
          statement.id(),
          statement.version(),
          statement.name(),
          PolicyAdmission.contentHash(statement.source()),
          statement.effectiveFrom());
    }
  }

  /**
   * What came of it.
   *
   * @param problems why it may not run; none where it may
   * @param isOverSeveral whether correlating needs it
   */
  record Examined(List<String> problems, boolean isOverSeveral) {
    Examined {
      problems = List.copyOf(problems);
    }
  }

  AdmissionMemo(int most, Function<PolicyStatement, Examined> examine) {
    this.examine = examine;
    this.known =
        new LinkedHashMap<>(16, LOAD, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(
              Map.Entry<Subject, CompletableFuture<Examined>> eldest) {
            return size() > most;
          }
        };
  }

  /** The answer that is remembered, or else a new one. */
  Examined of(PolicyStatement statement) {
    Subject subject = Subject.of(statement);
    var mine = new CompletableFuture<Examined>();
    CompletableFuture<Examined> others = putIfAbsent(subject, mine);
    if (others == null) {
      return answer(statement, subject, mine);
    }
    try {
      return others.get();
    } catch (ExecutionException e) {
      return examine.apply(statement); // why another task could not need not stop this one
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("cancelled while another task examined " + statement.key());
    }
  }

  private synchronized @Nullable CompletableFuture<Examined> putIfAbsent(
      Subject subject, CompletableFuture<Examined> made) {
    return known.putIfAbsent(subject, made);
  }

  private synchronized void forget(Subject subject, CompletableFuture<Examined> failed) {
    var unused = known.remove(subject, failed);
  }

  private Examined answer(
      PolicyStatement statement, Subject subject, CompletableFuture<Examined> mine) {
    try {
      Examined made = examine.apply(statement);
      mine.complete(made);
      return made;
    } finally {
      if (!mine.isDone()) { // it threw: whoever waits examines for himself, and so does the next
        forget(subject, mine);
        mine.completeExceptionally(new IllegalStateException("the examination did not end"));
      }
    }
  }
}
