package io.sealstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class S3MockServerITCase {
  @Test
  @DisplayName("an object that was put is got back, also after a restart of the store")
  void objectSurvivesARestart() throws Exception {
    Launch launch = Launch.forTest(WorkFolders.of(S3MockServerITCase.class, "s3mock"));
    try (S3MockServer store = S3MockServer.start(launch)) {
      assertThat(put(store, "/evidence", "").statusCode()).isEqualTo(200);
      assertThat(put(store, "/evidence/a/b", "content").statusCode()).isEqualTo(200);
    }
    try (S3MockServer store = S3MockServer.start(launch)) {
      assertThat(LocalHttp.get(store.endpoint() + "/evidence/a/b").body()).isEqualTo("content");
    }
  }

  private static HttpResponse<String> put(S3MockServer store, String path, String body)
      throws IOException {
    return LocalHttp.send(
        HttpRequest.newBuilder(URI.create(store.endpoint() + path))
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }
}
