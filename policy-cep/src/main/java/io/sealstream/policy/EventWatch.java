package io.sealstream.policy;

import io.sealstream.policy.EventStory.EventAt;
import io.sealstream.policy.EventStory.Finding;
import io.sealstream.policy.EventStory.Part;
import io.sealstream.policy.EventStory.Trigger;
import io.sealstream.policy.EventStory.Window;
import io.sealstream.policy.cep.GroupMatcher;
import io.sealstream.policy.correlate.Match;
import io.sealstream.policy.correlate.WindowReading;
import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Grouping;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.yaml.DurationText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Keeps what a backtest over one policy does about one event. */
final class EventWatch implements BacktestWatch {
  private final HitPolicy policy;
  private final String event;
  private final List<Correlation> correlations;
  private final List<String> keyNames;
  private final Map<List<String>, Part> parts = new LinkedHashMap<>();
  private final Map<WindowKey, WindowReading> readings = new LinkedHashMap<>();
  private final Map<List<String>, BegunMatches> matches = new LinkedHashMap<>();
  private final List<Trigger> triggers = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  /** The anchor of what was told, by the id. */
  private final Map<String, Hit> anchors = new HashMap<>();

  private @Nullable String tenant;
  private List<String> lacking = List.of();

  private record WindowKey(Correlation correlation, Map<String, String> group) {}

  EventWatch(HitPolicy policy, String event) {
    this.policy = policy;
    this.event = event;
    if (policy instanceof CompiledCorrelation correlation) {
      correlations = GroupFields.innermostFirst(correlation.plan());
      keyNames = correlation.correlator(Duration.ZERO).keyNames();
    } else {
      correlations = List.of();
      keyNames = ((CompiledPattern) policy).plan().grouping().names();
    }
  }

  /** Says whose event it is, before it is judged: another tenant may have one of the same id. */
  void isOf(String ofTenant) {
    tenant = ofTenant;
  }

  private boolean isWatched(String ofTenant, Hit hit) {
    return ofTenant.equals(tenant) && hit.eventId().equals(event);
  }

  @Override
  public @Nullable String watched(String ofTenant) {
    return ofTenant.equals(tenant) ? event : null;
  }

  @Override
  public void hit(String ofTenant, Hit hit) {
    if (isWatched(ofTenant, hit)) {
      lacking = GroupFields.lacking(policy, hit);
    }
  }

  @Override
  public void arrived(String ofTenant, Hit hit, List<String> group, String became) {
    if (isWatched(ofTenant, hit)) {
      parts.putIfAbsent(group, new Part(Grouping.named(keyNames, group), words(became)));
    }
  }

  private static String words(String became) {
    return switch (became) {
      case "GONE", "TOO_LATE" -> "too late";
      case "FULL" -> "left out";
      case "NO_PART" -> "no part";
      default -> became.toLowerCase(Locale.ROOT);
    };
  }

  @Override
  public void judged(WindowReading reading) {
    readings.put(new WindowKey(reading.correlation(), reading.group()), reading);
  }

  @Override
  public GroupMatcher.@Nullable Watch pattern(String ofTenant, List<String> group) {
    return ofTenant.equals(tenant) && parts.containsKey(group) ? new Pattern(group) : null;
  }

  private final class Pattern implements GroupMatcher.Watch {
    private final List<String> group;

    Pattern(List<String> group) {
      this.group = group;
    }

    @Override
    public void sequence(
        long time,
        @Nullable Hit hit,
        List<Map<String, List<Hit>>> complete,
        List<Map<String, List<Hit>>> begun) {
      matches.computeIfAbsent(group, EventWatch.this::follow).next(time, hit, complete, begun);
    }

    @Override
    public void givenUp(long time, List<Map<String, List<Hit>>> begun) {
      matches.computeIfAbsent(group, EventWatch.this::follow).givenUp(time, begun);
    }

    @Override
    public void absence(long time, Hit trigger, List<Hit> sparing) {
      if (trigger.eventId().equals(event)
          || sparing.stream().anyMatch(hit -> hit.eventId().equals(event))) {
        triggers.add(
            new Trigger(
                Grouping.named(keyNames, group),
                EventAt.of(trigger),
                sparing.stream().limit(EventStory.SHOWN).map(EventAt::of).toList(),
                Instant.ofEpochMilli(time).toString()));
      }
    }
  }

  private BegunMatches follow(List<String> group) {
    var sequence = (Sequence) ((CompiledPattern) policy).plan();
    return new BegunMatches(
        Grouping.named(keyNames, group), event, new StepsAhead(sequence, policy.slots()));
  }

  @Override
  public void found(String ofTenant, Match match, String id, Told told) {
    Hit anchor = match.anchor();
    if (told == Told.FIRST) {
      anchors.put(id, anchor);
    }
    if (ofTenant.equals(tenant)
        && match.events().stream().anyMatch(hit -> hit.eventId().equals(event))) {
      findings.add(
          new Finding(
              id,
              outcome(told, match.group()),
              match.group(),
              EventAt.of(anchor),
              EventAt.of(anchors.getOrDefault(id, anchor)),
              EventAt.of(match.events())));
    }
  }

  private String outcome(Told told, Map<String, String> group) {
    return switch (told) {
      case REPEATED -> "deduplicated";
      case NOT_COUNTED -> "not counted";
      case FIRST ->
          policy.terms().isTold(policy.id(), String.valueOf(tenant), group)
              ? "violation"
              : "shadow";
    };
  }

  /** What became of it, once the backtest has ended. */
  EventStory story(String historyEnds) {
    return new EventStory(
        historyEnds,
        List.copyOf(parts.values()),
        lacking,
        windows(),
        notReached(),
        matches.values().stream().flatMap(each -> each.told().stream()).toList(),
        triggers,
        findings);
  }

  /** A rule with dedup has no windows. */
  private List<String> notReached() {
    List<String> judged = readings.keySet().stream().map(key -> key.correlation().name()).toList();
    return correlations.stream()
        .filter(correlation -> !correlation.isOfEachEvent())
        .map(Correlation::name)
        .filter(name -> !parts.isEmpty() && !judged.contains(name))
        .toList();
  }

  private List<Window> windows() {
    var windows = new ArrayList<Window>();
    for (Correlation correlation : correlations) {
      readings.forEach(
          (key, reading) -> {
            if (key.correlation().equals(correlation)) {
              windows.add(window(reading));
            }
          });
    }
    return windows.stream().distinct().toList();
  }

  private static Window window(WindowReading reading) {
    Correlation correlation = reading.correlation();
    boolean isTemporal = correlation.kind().isTemporal();
    List<String> names = correlation.members().stream().map(Correlation.Member::name).toList();
    return new Window(
        correlation.name(),
        correlation.kind().name().toLowerCase(Locale.ROOT),
        reading.group(),
        Instant.ofEpochMilli(reading.fromMillis()).toString(),
        Instant.ofEpochMilli(reading.end().timeMillis()).toString(),
        DurationText.of(Duration.ofMillis(correlation.timespanMillis())),
        reading.size(),
        EventAt.of(reading.newest()),
        reading.numbers().stream().map(BigDecimal::toPlainString).toList(),
        isTemporal ? reading.present().stream().map(names::get).toList() : List.of(),
        isTemporal
            ? IntStream.range(0, names.size())
                .filter(member -> !reading.present().contains(member))
                .mapToObj(names::get)
                .toList()
            : List.of(),
        ConditionText.of(correlation),
        reading.isAnchor());
  }
}
