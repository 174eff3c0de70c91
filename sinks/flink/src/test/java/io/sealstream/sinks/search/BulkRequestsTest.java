package io.sealstream.sinks.search;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import io.sealstream.sinks.search.ReplayedCluster.ErrorText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BulkRequestsTest {
  private final ReplayedCluster cluster = open();
  private final SearchClient client = new SearchClient(SearchConfig.of(cluster.url()));
  private final BulkRequests bulk = new BulkRequests(client.documents());

  @AfterEach
  void close() {
    client.close();
    cluster.close();
  }

  @Test
  void everyDocumentIsSortedByItsOwnStatus() throws Exception {
    cluster.thenEach(201, 409, 429, 503, 400);

    BulkOutcome outcome = send(Documents.range(0, 5));

    assertThat(outcome.indexed()).isEqualTo(1);
    assertThat(outcome.alreadyThere()).isEqualTo(1);
    assertThat(outcome.retry()).containsExactly(Documents.of(2), Documents.of(3));
    assertThat(outcome.refused()).hasSize(1);
    assertThat(outcome.refused().get(0).document()).isEqualTo(Documents.of(4));
    assertThat(outcome.refused().get(0).detail())
        .isEqualTo("HTTP status 400: some_exception")
        .doesNotContain("hunter2");
  }

  /** The shard limit, met where the document would have created its data stream. */
  @Test
  void aFullClusterIsNoFaultOfTheDocument() throws Exception {
    cluster.thenEachWith(new ErrorText("validation_exception", "full"), 400, 201);

    BulkOutcome outcome = send(Documents.range(0, 2));

    assertThat(outcome.refused()).isEmpty();
    assertThat(outcome.retry()).containsExactly(Documents.of(0));
    assertThat(outcome.causes()).containsExactly("HTTP status 400: validation_exception");
    assertThat(outcome.indexed()).isEqualTo(1);
  }

  /** Other statuses keep their meaning, and other types with 400 stay the document's fault. */
  @Test
  void onlyThatTypeWithThatStatusIsAClusterCondition() throws Exception {
    cluster.thenEachWith(new ErrorText("validation_exception", "full"), 413);
    cluster.thenEachWith(new ErrorText("illegal_argument_exception", "a bad field"), 400);
    cluster.thenEachWith(new ErrorText("validation_exception", "full"), 403);

    assertThat(send(List.of(Documents.of(0))).refused()).hasSize(1);
    assertThat(send(List.of(Documents.of(1))).refused()).hasSize(1);
    assertThatThrownBy(() -> send(List.of(Documents.of(2)))).hasMessageContaining("status 403");
  }

  @Test
  void aBusyOrBrokenClusterMeansRepetition() throws Exception {
    cluster.thenWhole(503).thenWhole(429);

    assertThat(send(Documents.range(0, 2)).retry()).hasSize(2);
    assertThat(send(Documents.range(0, 2)).retry()).hasSize(2);
  }

  @Test
  void aClusterThatIsAwayMeansRepetition() throws Exception {
    cluster.close();

    assertThat(send(Documents.range(0, 2)).retry()).hasSize(2);
  }

  @Test
  void aRequestRefusedAsAWholeIsHalvedUntilTheDocumentToBlameStandsAlone() throws Exception {
    cluster.thenWhole(400);

    BulkOutcome outcome = send(Documents.range(0, 4));

    assertThat(outcome.indexed()).isEqualTo(4);
    assertThat(cluster.bulks().get(0)).hasSize(4);
    assertThat(cluster.bulks().subList(1, 3))
        .containsExactlyInAnyOrder(List.of("e-0", "e-1"), List.of("e-2", "e-3"));
  }

  @Test
  void aSingleDocumentRefusedAsARequestIsPoison() throws Exception {
    cluster.thenWhole(413);

    BulkOutcome outcome = send(List.of(Documents.of(1)));

    assertThat(outcome.refused()).hasSize(1);
    assertThat(outcome.refused().get(0).detail()).isEqualTo("request refused: HTTP status 413");
  }

  @Test
  void missingRightsAreFatalAndSayWhatToCheck() {
    for (int status : new int[] {401, 403, 404}) {
      cluster.thenWhole(status);
      assertThatThrownBy(() -> send(Documents.range(0, 2)))
          .hasRootCauseInstanceOf(ElasticsearchException.class)
          .hasMessageContaining("HTTP status " + status)
          .hasMessageContaining("sealstream.search.urls");
    }
  }

  @Test
  void aBlockedIndexIsFatal() {
    cluster.thenEach(201, 403);

    assertThatThrownBy(() -> send(Documents.range(0, 2)))
        .hasMessageContaining("HTTP status 403")
        .hasMessageContaining("check its rights, blocks and template");
  }

  private BulkOutcome send(List<SearchDocument> documents) throws Exception {
    return bulk.send(documents).get(30, SECONDS);
  }

  private static ReplayedCluster open() {
    try {
      return new ReplayedCluster();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
