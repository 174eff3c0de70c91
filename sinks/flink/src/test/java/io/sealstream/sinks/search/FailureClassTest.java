package io.sealstream.sinks.search;

import static io.sealstream.sinks.search.FailureClass.POISON;
import static io.sealstream.sinks.search.FailureClass.RETRYABLE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A full cluster under the type that bad documents have, too: told apart by its reason. */
class FailureClassTest {
  private static final String TYPE = "illegal_argument_exception";

  private static final String LIMIT =
      "this action would add [2] total shards, but this cluster currently has [1999]/[2000] maximum shards open";

  /** As OpenSearch, Elasticsearch 7, 8 and 9, and managed services put it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        LIMIT,
        "Validation Failed: 1: " + LIMIT + ";",
        "Validation Failed: 1: this action would add [2] shards, but this cluster currently has [1000]/[1000] maximum normal shards open;",
        "Validation Failed: 1: this action would add [3] shards, but this cluster currently has [56]/[1] maximum index shards open; for more information, see https://example.org;",
        "Validation Failed: 1: this action would add [2] total shards, but this cluster currently has [30101]/[-1089934592] maximum shards open;"
      })
  void theShardLimitIsNoFaultOfTheDocument(String reason) {
    assertThat(FailureClass.ofDocument(400, TYPE, reason)).isEqualTo(RETRYABLE);
  }

  /** A value that says so must not have its document sent for ever. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mapper [x] cannot be changed from type [long] to [text]",
        "failed to parse value '" + LIMIT + "'",
        "this action would add [some] shards, but this cluster currently has [1]/[2] maximum shards open",
        "this action would add [1] shards, but this cluster currently has no room"
      })
  void whateverElseItSaysItIsTheDocumentsFault(String reason) {
    assertThat(FailureClass.ofDocument(400, TYPE, reason)).isEqualTo(POISON);
  }

  @Test
  void theReasonCountsWithThatTypeAndThatStatusOnly() {
    assertThat(FailureClass.ofDocument(400, "mapper_parsing_exception", LIMIT)).isEqualTo(POISON);
    assertThat(FailureClass.ofDocument(413, TYPE, LIMIT)).isEqualTo(POISON);
    assertThat(FailureClass.ofDocument(400, TYPE, null)).isEqualTo(POISON);
  }
}
