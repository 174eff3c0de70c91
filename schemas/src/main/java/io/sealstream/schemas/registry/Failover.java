package io.sealstream.schemas.registry;

import io.sealstream.schemas.registry.RegistryConfig.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/**
 * Asks one address after the other, starting with the one that answered last, and when none answers
 * pauses and asks them all again. An address that refuses the client is passed over like one that
 * is silent, except that nobody waits for it. Safe for any thread.
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

  /** What came of asking every address once, but for an answer to rely on. */
  private static final class Round {
    private final List<String> said = new ArrayList<>();
    private final List<NoAnswerException> failures = new ArrayList<>();

    int absences() {
      return said.size() - failures.size();
    }

    void absent(Object endpoint) {
      said.add(endpoint + " does not have it");
    }

    void failed(NoAnswerException failure) {
      said.add(String.valueOf(failure.getMessage()));
      failures.add(failure);
    }

    /** Every address refused, so that another round would change nothing. */
    boolean isHopeless() {
      return absences() == 0 && failures.stream().allMatch(NoAnswerException::isRefusal);
    }

    Throwable cause() {
      return failures.get(failures.size() - 1);
    }
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
   * @throws RegistryUnavailableException when no address answered in any round, every address
   *     refused the client, or the thread is interrupted
   */
  <T> T call(String what, Request<E, T> request) {
    return firstOrUnanimous(what, request, answer -> false);
  }

  /**
   * The first answer that is no absence; an absence only if every address answers with one in the
   * same round, since an address that lags behind does not know yet what another one has.
   *
   * @param what the request, for the message
   * @throws RegistryUnavailableException when no round gave either, every address refused the
   *     client, or the thread is interrupted; names what each address said last
   */
  <T> T firstOrUnanimous(String what, Request<E, T> request, Predicate<T> isAbsence) {
    for (int number = 0; ; number++) {
      if (number > 0) {
        pauseBefore(number);
      }
      var round = new Round();
      int first = lastGood.get();
      for (int i = 0; i < endpoints.size(); i++) {
        int at = (first + i) % endpoints.size();
        requireNotInterrupted(what);
        try {
          T answer = request.to(endpoints.get(at));
          if (!isAbsence.test(answer)) {
            lastGood.set(at);
            return answer;
          }
          round.absent(endpoints.get(at));
          if (round.absences() == endpoints.size()) {
            return answer;
          }
        } catch (NoAnswerException e) {
          round.failed(e);
        }
      }
      if (number == retry.rounds() || round.isHopeless()) {
        throw unavailable(what, number + 1, round);
      }
    }
  }

  private void pauseBefore(int round) {
    long doubled = retry.firstPause().toNanos() << Math.min(round - 1, MAX_DOUBLINGS);
    long bound = Math.min(doubled, retry.maxPause().toNanos());
    pause.of(Duration.ofNanos(jitter.applyAsLong(bound + 1)));
  }

  private static void requireNotInterrupted(String what) {
    if (Thread.currentThread().isInterrupted()) { // left set: the task is being cancelled
      throw new RegistryUnavailableException(
          what + ": interrupted while waiting", new InterruptedException());
    }
  }

  private RegistryUnavailableException unavailable(String what, int rounds, Round last) {
    return new RegistryUnavailableException(
        what
            + ": no answer to rely on from "
            + endpoints
            + " in "
            + rounds
            + " rounds; last: "
            + String.join("; ", last.said)
            + ". Check that the registry runs at every address, and what this client's"
            + " credentials may do there",
        last.cause());
  }
}
