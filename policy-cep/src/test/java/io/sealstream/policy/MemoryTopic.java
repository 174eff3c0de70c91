package io.sealstream.policy;

import io.sealstream.policy.publish.PolicyRecord;
import io.sealstream.policy.publish.PolicyStatement;
import io.sealstream.policy.publish.SignedPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A policies topic in this JVM, for tasks of it. Of nobody's signature. */
final class MemoryTopic implements PolicyFeedFactory {
  private static final long serialVersionUID = 1L;
  private static final Map<String, Content> CONTENTS = new ConcurrentHashMap<>();
  private static final Instant BEFORE_ALL = Instant.parse("2026-01-01T00:00:00Z");

  private final String name;

  /** What all copies of a topic share. */
  private record Content(
      List<PolicyRecord> records,
      AtomicInteger opened,
      AtomicInteger closed,
      AtomicInteger readToTheEnd) {}

  /** An empty one; names are never used twice. */
  MemoryTopic(String name) {
    this.name = name;
    if (CONTENTS.put(
            name,
            new Content(
                new CopyOnWriteArrayList<>(),
                new AtomicInteger(),
                new AtomicInteger(),
                new AtomicInteger()))
        != null) {
      throw new IllegalArgumentException(name + " is there already");
    }
  }

  private Content content() {
    return Objects.requireNonNull(CONTENTS.get(name));
  }

  PolicyInputs inputs(PolicySource... base) {
    return new PolicyInputs(List.of(base), this, null);
  }

  /** Publishes what counts from so many seconds after the start of {@link Reads}. */
  void publish(PolicySource source, long version, long fromSecond) {
    String id = PolicyAdmission.stated(source, version).id();
    var statement =
        new PolicyStatement(
            id,
            version,
            source.name(),
            source.text(),
            "author",
            "approver",
            "test",
            Reads.at(fromSecond),
            BEFORE_ALL);
    append(Optional.of(statement.key()), Optional.of(SignedPolicy.unsigned(statement).toJson()));
  }

  void append(Optional<String> key, Optional<String> value) {
    content()
        .records()
        .add(
            new PolicyRecord(
                content().records().size(),
                BEFORE_ALL.toEpochMilli(),
                key.orElse(null),
                value.orElse(null)));
  }

  /** Feeds that are not closed. */
  int stillOpen() {
    return content().opened().get() - content().closed().get();
  }

  /** How many feeds there ever were. */
  int opened() {
    return content().opened().get();
  }

  /** How often a feed was read to its end. */
  int readToTheEnd() {
    return content().readToTheEnd().get();
  }

  @Override
  public PolicyFeed open() {
    content().opened().incrementAndGet();
    return new Feed(content());
  }

  private static final class Feed implements PolicyFeed {
    private final Content content;
    private int next;

    Feed(Content content) {
      this.content = content;
    }

    @Override
    public boolean hasNews() {
      return next < content.records().size();
    }

    @Override
    public List<PolicyRecord> poll() {
      List<PolicyRecord> all = List.copyOf(content.records());
      List<PolicyRecord> news = all.subList(next, all.size());
      next = all.size();
      return news;
    }

    @Override
    public List<PolicyRecord> toEnd() {
      content.readToTheEnd().incrementAndGet();
      return poll();
    }

    @Override
    public void close() {
      content.closed().incrementAndGet();
    }
  }
}
