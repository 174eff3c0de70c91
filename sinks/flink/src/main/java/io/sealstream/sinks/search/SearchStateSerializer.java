package io.sealstream.sinks.search;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/**
 * Documents that a checkpoint found still in the buffer. Version 1 is {@link
 * SearchDocumentSerializer}'s form.
 */
final class SearchStateSerializer extends AsyncSinkWriterStateSerializer<SearchDocument> {
  private static final int V1 = 1;

  private final SearchDocumentSerializer documents = new SearchDocumentSerializer();

  @Override
  public int getVersion() {
    return V1;
  }

  @Override
  public BufferedRequestState<SearchDocument> deserialize(int version, byte[] bytes)
      throws IOException {
    return switch (version) {
      case V1 -> super.deserialize(version, bytes);
      default -> throw new IOException("search state version " + version + ", newest known " + V1);
    };
  }

  @Override
  protected void serializeRequestToStream(SearchDocument document, DataOutputStream out)
      throws IOException {
    documents.serialize(document, new DataOutputViewStreamWrapper(out));
  }

  @Override
  protected SearchDocument deserializeRequestFromStream(long size, DataInputStream in)
      throws IOException {
    return documents.deserialize(new DataInputViewStreamWrapper(in));
  }
}
