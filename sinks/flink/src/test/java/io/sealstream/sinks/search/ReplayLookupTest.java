package io.sealstream.sinks.search;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayLookupTest {
  private static final long RECORD_TIME = Documents.of(0).origin().timestampMillis();
  private static final long AN_HOUR = 3_600_000;

  @Test
  void documentsThatAnEarlierRunWroteAreNotWrittenAgain() throws Exception {
    try (var cluster = new ReplayedCluster();
        var client = new SearchClient(SearchConfig.of(cluster.url()))) {
      cluster.knows(List.of("e-1"));
      var lookup = new ReplayLookup(client.documents(), RECORD_TIME + AN_HOUR);

      var unwritten = lookup.unwritten(Documents.range(0, 3)).get(30, SECONDS);

      assertThat(unwritten.documents()).containsExactly(Documents.of(0), Documents.of(2));
      assertThat(unwritten.alreadyThere()).isEqualTo(1);
      assertThat(cluster.others())
          .containsExactly("POST /audit-events-acme/_refresh", "POST /audit-events-acme/_search");
    }
  }

  @Test
  void recordsYoungerThanTheWriterAreNotLookedUp() throws Exception {
    try (var cluster = new ReplayedCluster();
        var client = new SearchClient(SearchConfig.of(cluster.url()))) {
      var lookup = new ReplayLookup(client.documents(), RECORD_TIME - AN_HOUR);

      var unwritten = lookup.unwritten(Documents.range(0, 3)).get(30, SECONDS);

      assertThat(unwritten.documents()).hasSize(3);
      assertThat(cluster.others()).isEmpty();
    }
  }

  @Test
  void anAnswerThatGotLostPutsTheDocumentsInDoubt() throws Exception {
    try (var cluster = new ReplayedCluster();
        var client = new SearchClient(SearchConfig.of(cluster.url()))) {
      cluster.knows(List.of("e-1"));
      var lookup = new ReplayLookup(client.documents(), RECORD_TIME - AN_HOUR);

      lookup.doubt(RECORD_TIME);

      var unwritten = lookup.unwritten(Documents.range(0, 3)).get(30, SECONDS);
      assertThat(unwritten.alreadyThere()).isEqualTo(1);
    }
  }
}
