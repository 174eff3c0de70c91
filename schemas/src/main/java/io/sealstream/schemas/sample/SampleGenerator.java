package io.sealstream.schemas.sample;

import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Emitter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Makes one day of events of the tenants acme, globex and initech: application events ({@code
 * app/<application>}) and CloudTrail records ({@code aws/cloudtrail}, with {@code original}), and
 * among them six attack stories. Deterministic: equal options give equal events.
 *
 * <p>Addresses are those set aside for documentation, people are at example.com. Immutable; safe
 * for any thread. Holds all events in memory.
 */
public final class SampleGenerator {
  /** Least number of events: the stories, and some traffic around them. */
  public static final int MIN_COUNT = 200;

  static final List<String> TENANTS = List.of("acme", "globex", "initech");
  private static final int AWS_PERCENT = 30;
  private static final int LATE_SHIFT = 50;

  private final List<AuditEvent> events;
  private final List<Story> stories;

  public SampleGenerator(SampleOptions options) {
    var random = new Random(options.seed());
    var tales = new Stories(random, options.start());
    tales.tellAll();
    List<AuditEvent> all = new ArrayList<>(tales.events());
    background(options, random, options.count() - all.size(), all);
    all.sort(Comparator.comparing(AuditEvent::getTime).thenComparing(AuditEvent::getId));
    this.stories = tales.stories();
    delay(options, random, all);
    stamp(options, all);
    this.events = List.copyOf(all);
  }

  /** The events in the order of their time, apart from the late ones. */
  public List<AuditEvent> events() {
    return events;
  }

  /** What a detector has to find. */
  public List<Story> expectedStories() {
    return stories;
  }

  private static void background(
      SampleOptions options, Random random, int count, List<AuditEvent> into) {
    var app = new AppTraffic(random);
    var aws = new AwsTraffic(random);
    for (int i = 0; i < count; i++) {
      Instant time = options.start().plusMillis(Rhythm.millisOfDay(random));
      String tenant = TENANTS.get(Math.min(random.nextInt(4), TENANTS.size() - 1));
      into.add(random.nextInt(100) < AWS_PERCENT ? aws.next(tenant, time) : app.next(tenant, time));
    }
  }

  /** Moves some events back in the order, as a slow sender would. */
  private static void delay(SampleOptions options, Random random, List<AuditEvent> all) {
    for (int i = 0; i < options.lateEvents(); i++) {
      int from = random.nextInt(all.size() - LATE_SHIFT);
      all.add(from + LATE_SHIFT - 1, all.remove(from));
    }
  }

  private static void stamp(SampleOptions options, List<AuditEvent> all) {
    long epoch = options.start().toEpochMilli();
    for (int i = 0; i < all.size(); i++) {
      all.get(i).setEmitter(new Emitter("sample", epoch, (long) i));
    }
  }
}
