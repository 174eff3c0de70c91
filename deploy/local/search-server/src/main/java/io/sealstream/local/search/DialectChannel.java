package io.sealstream.local.search;

import java.io.IOException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.MediaType;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestChannel;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.RestResponse;

/** The way back: words a good answer as Elasticsearch does, and passes on everything else. */
final class DialectChannel implements RestChannel {
  private static final Logger LOG = LogManager.getLogger(DialectChannel.class);

  private final RestChannel original;
  private final RestRequest request;
  private final Translation translation;

  DialectChannel(RestChannel original, RestRequest request, Translation translation) {
    this.original = original;
    this.request = request;
    this.translation = translation;
  }

  @Override
  public void sendResponse(RestResponse response) {
    original.sendResponse(isTranslated(response) ? translated(response) : response);
  }

  private boolean isTranslated(RestResponse response) {
    return translation.changesAnswer()
        && response.status() == RestStatus.OK
        && response.content().length() > 0;
  }

  private RestResponse translated(RestResponse response) {
    try {
      return new BytesRestResponse(
          RestStatus.OK, "application/json; charset=UTF-8", translation.answer(response.content()));
    } catch (IOException | RuntimeException e) {
      LOG.warn("Answer to {} is sent untranslated: it is not the JSON expected", request.path(), e);
      return response;
    }
  }

  @Override
  public XContentBuilder newBuilder() throws IOException {
    return original.newBuilder();
  }

  @Override
  public XContentBuilder newErrorBuilder() throws IOException {
    return original.newErrorBuilder();
  }

  @Override
  public XContentBuilder newBuilder(@Nullable MediaType mediaType, boolean useFiltering)
      throws IOException {
    return original.newBuilder(mediaType, useFiltering);
  }

  @Override
  public XContentBuilder newBuilder(
      @Nullable MediaType mediaType, @Nullable MediaType responseType, boolean useFiltering)
      throws IOException {
    return original.newBuilder(mediaType, responseType, useFiltering);
  }

  @Override
  public BytesStreamOutput bytesOutput() {
    return original.bytesOutput();
  }

  @Override
  public RestRequest request() {
    return request;
  }

  @Override
  public boolean detailedErrorsEnabled() {
    return original.detailedErrorsEnabled();
  }
}
