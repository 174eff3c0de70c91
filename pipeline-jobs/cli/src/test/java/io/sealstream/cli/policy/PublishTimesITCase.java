package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.policy.publish.PolicyRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What happens to a publication while it is under way. */
class PublishTimesITCase {
  /** Publishing where no topic is yet asks for the time so often: before and after making it. */
  private static final int BEFORE_SENDING = 3;

  @RegisterExtension static final PublishBroker BROKER = new PublishBroker();

  @TempDir private Path folder = Path.of("");

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final String topic = "policies-" + UUID.randomUUID();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Its time is that of the test until it is asked for the last time before anything is sent. */
  private final class Asked extends Clock {
    private final Runnable lastly;
    private final Instant last;
    private int times;

    Asked(Runnable lastly, Instant last) {
      this.lastly = lastly;
      this.last = last;
    }

    @Override
    public Instant instant() {
      times++;
      if (times < BEFORE_SENDING) {
        return now;
      }
      lastly.run();
      return last;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  @DisplayName("what is not 60 s ahead any more once the topic is made is not sent")
  void theTimeAheadIsCheckedAgain() throws IOException {
    Asked clock = new Asked(() -> {}, now.plusSeconds(11));
    assertThat(publish(clock).call()).isEqualTo(1);
    assertThat(clock.times).isEqualTo(BEFORE_SENDING);
    assertThat(err.toString())
        .contains("is not 60 s ahead of now, %s: choose a later".formatted(now.plusSeconds(11)));
    assertThat(out.toString().strip()).isEqualTo("1 refused, nothing was sent");
    assertThat(BROKER.topic(topic).read()).as("made, and empty").contains(List.of());
  }

  @Test
  void whatIsStillAheadIsSent() throws IOException {
    assertThat(publish(new Asked(() -> {}, now.plusSeconds(10))).call()).isZero();
    assertThat(out.toString().strip())
        .isEqualTo("reads.yml@1 effective from %s, offset 0".formatted(now.plusSeconds(70)));
  }

  @Test
  @DisplayName("what fails once it is published says that it is")
  void whatFailsAfterTheCommitSaysSo() throws IOException {
    Path keys = Path.of(new PublishPeople(folder).keys());
    PublishCommand command = publish(new Asked(() -> delete(keys), now));
    assertThatThrownBy(command::call)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(keys.toString())
        .hasMessageEndingWith(PoliciesTopic.PUBLISHED);
    assertThat(BROKER.topic(topic).read().orElseThrow())
        .extracting(PolicyRecord::key)
        .containsExactly("reads.yml@1");
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a version that is effective in 70 s. */
  private PublishCommand publish(Clock clock) throws IOException {
    var people = new PublishPeople(folder);
    Path draft = people.draft(PublishPeople.RULE, 1, now.plusSeconds(70));
    var command = new PublishCommand(clock);
    var unused =
        new CommandLine(command)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .parseArgs(people.approval(BROKER, topic, draft, "bob.pem").toArray(String[]::new));
    return command;
  }
}
