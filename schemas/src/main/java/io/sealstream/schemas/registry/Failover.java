package io.sealstream.schemas.registry;

import io.sealstream.schemas.registry.RegistryConfig.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks one address after the other, starting with the one that answered last, and when none answers
 * pauses and asks them all again. Safe for any thread.
 *
 * @param <E> one address
 */
final class Failover<E> {

  /** One request to one address. */
  interface Request<E, T> {
    T to(E endpoint) throws NoAnswerException;
  }

  /** How a thread waits; tests do not. */
  interface Pause {
    void of(Duration duration);
  }

  private static final int MAX_DOUBLINGS = 20;

  private final List<E> endpoints;
  private final Retry retry;
  private final Pause pause;
  private final LongUnaryOperator jitter;
  private final AtomicInteger lastGood = new AtomicInteger();

  Failover(List<E> endpoints, Retry retry, Pause pause) {
    this(endpoints, retry, pause, bound -> ThreadLocalRandom.current().nextLong(bound));
  }

  /**
   * Takes the randomness too.
   *
   * @param jitter a number from 0 to below its argument
   */
  Failover(List<E> endpoints, Retry retry, Pause pause, LongUnaryOperator jitter) {
    this.endpoints = List.copyOf(endpoints);
    this.retry = retry;
    this.pause = pause;
    this.jitter = jitter;
  }

  /**
   * The first answer.
   *
   * @param what the request, for the message
   * @throws RegistryUnavailableException when no address answered in any round, or the thread is
   *     interrupted
   */
  <T> T call(String what, Request<E, T> request) {
    return firstOrUnanimous(what, request, answer -> false);
  }

  /**
   * The first answer that is no absence; an absence only if every address answers with one in the
   * same round, since an address that lags behind does not know yet what another one has.
   *
   * @param what the request, for the message
   * @throws RegistryUnavailableException when no round gave either, or the thread is interrupted
   */
  <T> T firstOrUnanimous(String what, Request<E, T> request, Predicate<T> isAbsence) {
    NoAnswerException last = null;
    for (int round = 0; round <= retry.rounds(); round++) {
      if (round > 0) {
        pauseBefore(round);
      }
      int first = lastGood.get();
      int absences = 0;
      for (int i = 0; i < endpoints.size(); i++) {
        int at = (first + i) % endpoints.size();
        requireNotInterrupted(what, last);
        try {
          T answer = request.to(endpoints.get(at));
          if (!isAbsence.test(answer)) {
            lastGood.set(at);
            return answer;
          }
          if (++absences == endpoints.size()) {
            return answer;
          }
        } catch (NoAnswerException e) {
          last = e;
        }
      }
    }
    throw unavailable(what, Objects.requireNonNull(last));
  }

  private void pauseBefore(int round) {
    long doubled = retry.firstPause().toNanos() << Math.min(round - 1, MAX_DOUBLINGS);
    long bound = Math.min(doubled, retry.maxPause().toNanos());
    pause.of(Duration.ofNanos(jitter.applyAsLong(bound + 1)));
  }

  private static void requireNotInterrupted(String what, @Nullable NoAnswerException last) {
    if (Thread.currentThread().isInterrupted()) { // left set: the task is being cancelled
      Throwable cause = last == null ? new InterruptedException() : last;
      throw new RegistryUnavailableException(what + ": interrupted while waiting", cause);
    }
  }

  private RegistryUnavailableException unavailable(String what, NoAnswerException last) {
    return new RegistryUnavailableException(
        what
            + ": no answer to rely on from "
            + endpoints
            + " in "
            + (retry.rounds() + 1)
            + " rounds, last: "
            + last.getMessage()
            + "; check that the registry runs at every address",
        last);
  }
}
