package io.sealstream.evidence.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/** Lets something happen between a list of versions and whatever its reader asks for next. */
final class AfterList {
  private AfterList() {}

  static S3Client of(S3Client client, Consumer<ListObjectVersionsResponse> happens) {
    return (S3Client)
        Proxy.newProxyInstance(
            S3Client.class.getClassLoader(),
            new Class<?>[] {S3Client.class},
            (proxy, method, args) -> {
              Object answer;
              try {
                answer = method.invoke(client, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (answer instanceof ListObjectVersionsResponse list) {
                happens.accept(list);
              }
              return answer;
            });
  }
}
