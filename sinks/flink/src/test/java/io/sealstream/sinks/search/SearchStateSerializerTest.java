package io.sealstream.sinks.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.junit.jupiter.api.Test;

class SearchStateSerializerTest {
  private final SearchStateSerializer serializer = new SearchStateSerializer();

  @Test
  void aBufferedDocumentSurvivesWithItsOrigin() throws Exception {
    SearchDocument document = Documents.of(7);
    var state = new BufferedRequestState<>(List.of(new RequestEntryWrapper<>(document, 10)));

    var restored = serializer.deserialize(serializer.getVersion(), serializer.serialize(state));

    assertThat(restored.getBufferedRequestEntries())
        .extracting(RequestEntryWrapper::getRequestEntry)
        .containsExactly(document);
  }

  @Test
  void anUnknownVersionIsNamed() {
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessage("search state version 2, newest known 1");
  }
}
