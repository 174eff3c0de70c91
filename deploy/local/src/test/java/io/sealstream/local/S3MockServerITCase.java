package io.sealstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class S3MockServerITCase {
  @Test
  @DisplayName("an object that was put is got back, also after a restart of the store")
  void objectSurvivesARestart() throws Exception {
    Launch launch = Launch.forTest(WorkFolders.of(S3MockServerITCase.class, "s3mock"));
    try (S3MockServer store = S3MockServer.start(launch, List.of("evidence"))) {
      var put =
          HttpRequest.newBuilder(URI.create(store.endpoint() + "/evidence/a/b"))
              .PUT(HttpRequest.BodyPublishers.ofString("content"))
              .build();
      assertThat(LocalHttp.send(put).statusCode()).isEqualTo(200);
    }
    try (S3MockServer store = S3MockServer.start(launch, List.of("evidence"))) {
      assertThat(LocalHttp.get(store.endpoint() + "/evidence/a/b").body()).isEqualTo("content");
    }
  }
}
