package io.sealstream.policy;

import io.sealstream.policy.CorrelationReplay.Delivered;
import io.sealstream.policy.cep.GroupTrials;
import io.sealstream.policy.correlate.Limits;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sequence.Groups;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the sequence or absence of a file over a list of events, outside of any job: for
 * conformance packs. No event is late. For one thread.
 */
public final class PatternReplay {
  private final CompiledPattern pattern;
  private final int fields;

  private PatternReplay(CompiledPattern pattern, int fields) {
    this.pattern = pattern;
    this.fields = fields;
  }

  /**
   * The sequence or absence that is in a file's envelope.
   *
   * @throws PolicyCompilationException with every problem of the file
   */
  public static PatternReplay of(PolicySource file) {
    PolicyBook book = PolicyCompiler.compile(List.of(file));
    if (book.patterns().isEmpty()) {
      throw new PolicyCompilationException(
          List.of(
              new PolicyProblem(file.place(), 1, 1, "the file has no sequence and no absence")));
    }
    return new PatternReplay(book.patterns().get(0), book.fields());
  }

  /**
   * The values of {@code by}, in the order of the file, of every group that fires.
   *
   * @param watermark how far event time comes
   */
  public Set<List<String>> groupsThatFire(List<Delivered> events, Instant watermark) {
    try (var trials = new GroupTrials<List<String>>(false)) {
      for (int i = 0; i < events.size(); i++) {
        for (var entry : groups(events.get(i), i).hits().entrySet()) {
          var unused = trials.add(pattern.plan(), entry.getKey(), entry.getValue(), Long.MIN_VALUE);
        }
      }
      Set<List<String>> fired = new HashSet<>();
      trials.advanceTo(watermark.toEpochMilli(), (group, found) -> fired.add(group));
      return fired;
    }
  }

  private Groups groups(Delivered delivered, int place) {
    EventView view = EventView.ofJson(delivered.event(), fields);
    var hit =
        new Hit(
            delivered.idAt(place),
            delivered.time().toEpochMilli(),
            "replay",
            0,
            place,
            pattern.rulesHit(view),
            pattern.values(view));
    return Groups.of(pattern.plan().grouping(), hit, pattern.seen(), Limits.DEFAULT.groups());
  }
}
