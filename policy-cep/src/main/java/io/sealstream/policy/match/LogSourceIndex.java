package io.sealstream.policy.match;

import io.sealstream.policy.sigma.Detection;
import io.sealstream.policy.sigma.RuleLogSource;
import io.sealstream.policy.sigma.SigmaRule;
import io.sealstream.schemas.v1.LogSource;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rules by the log sources they are about. An entry is made for a log source when its first event
 * comes. One thread.
 */
public final class LogSourceIndex {

  /** A producer that invents log sources must not grow the job's memory without bound. */
  private static final int MAX_LOG_SOURCES = 10_000;

  private static final int LATELY = 1 << 6;

  private final List<SigmaRule> rules;
  private final List<Detection> detections;
  private final Map<Key, Relevant> byLogSource = new HashMap<>();
  private final Map<BitSet, LiteralIndex> byMembers = new HashMap<>();

  /** Those that came lately, by what is cheap to tell of them: most events are like one before. */
  private final @Nullable Lately[] lately = new @Nullable Lately[LATELY];

  /** A log source's own hash code walks its schema: too slow for every event. */
  private record Key(String product, @Nullable String service, @Nullable String category) {
    boolean isOf(LogSource source) {
      return product.equals(source.getProduct())
          && Objects.equals(service, source.getService())
          && Objects.equals(category, source.getCategory());
    }
  }

  private record Lately(Key key, Relevant relevant) {}

  /**
   * The rules of one log source, by what they read.
   *
   * @param overOriginal those with a product, which read the vendor's JSON
   * @param overOwnFields those without, which read the event's own fields
   */
  public record Relevant(LiteralIndex overOriginal, LiteralIndex overOwnFields) {}

  /**
   * Indexes rules.
   *
   * @param rules matches are told as places in this list
   */
  public LogSourceIndex(List<SigmaRule> rules) {
    this.rules = List.copyOf(rules);
    this.detections = rules.stream().map(SigmaRule::detection).toList();
  }

  /** The rules that events of a log source concern. */
  public Relevant relevantTo(LogSource source) {
    int slot =
        (source.getProduct().hashCode() + 31 * Objects.hashCode(source.getService()))
            & (LATELY - 1);
    Lately known = lately[slot];
    if (known == null || !known.key().isOf(source)) {
      var key = new Key(source.getProduct(), source.getService(), source.getCategory());
      known = new Lately(key, relevantTo(key, source));
      lately[slot] = known;
    }
    return known.relevant();
  }

  private Relevant relevantTo(Key key, LogSource source) {
    Relevant known = byLogSource.get(key);
    if (known != null) {
      return known;
    }
    var overOriginal = new BitSet();
    var overOwnFields = new BitSet();
    for (int i = 0; i < rules.size(); i++) {
      RuleLogSource wanted = rules.get(i).logSource();
      if (wanted.matches(source)) {
        (wanted.product() == null ? overOwnFields : overOriginal).set(i);
      }
    }
    var relevant = new Relevant(index(overOriginal), index(overOwnFields));
    if (byLogSource.size() < MAX_LOG_SOURCES) {
      byLogSource.put(key, relevant);
    }
    return relevant;
  }

  /** As many as the rules tell log sources apart, however many of those a producer invents. */
  private LiteralIndex index(BitSet members) {
    return byMembers.computeIfAbsent(members, m -> new LiteralIndex(detections, m));
  }
}
