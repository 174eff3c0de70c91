package io.sealstream.local;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One part of the stack that runs.
 *
 * @param address where it answers
 * @param options of the archive; none for other servers
 * @param processes its processes at this moment
 * @param stop stops them
 */
record StartedServer(
    String address,
    Map<String, String> options,
    Supplier<List<ChildProcess>> processes,
    Runnable stop) {
  private static final String BUCKET = "sealstream-evidence";
  private static final String ARCHIVE = "s3://" + BUCKET + "/archive";

  static StartedServer kafka(Launch launch) {
    KafkaServer kafka = KafkaServer.start(launch);
    StartedServer started = of(kafka.bootstrapServers(), kafka.process());
    try {
      LocalTopics.create(kafka.bootstrapServers());
      return started;
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  static StartedServer registry(Launch launch) {
    RegistryServer registry = RegistryServer.start(launch);
    return of(registry.url(), registry.process());
  }

  static StartedServer search(Launch launch) {
    SearchServer search = SearchServer.start(launch);
    return of(search.url(), search.process());
  }

  static StartedServer flink(FlinkCluster flink) {
    return new StartedServer(flink.restUrl(), Map.of(), flink::processes, flink::close);
  }

  static StartedServer store(StoreKind kind, Launch launch) {
    return switch (kind) {
      case RGW -> rgw(launch);
      case S3MOCK -> s3mock(launch);
      case FILE -> folder(launch);
    };
  }

  private static StartedServer rgw(Launch launch) {
    RgwServer rgw = RgwServer.start(launch);
    S3Bucket bucket = new S3Bucket(rgw.endpoint(), rgw.accessKey(), rgw.secretKey(), BUCKET);
    return new StartedServer(
            ARCHIVE, archiveOptions(StoreKind.RGW, bucket), rgw::processes, rgw::close)
        .with(bucket);
  }

  private static StartedServer s3mock(Launch launch) {
    S3MockServer mock = S3MockServer.start(launch);
    S3Bucket bucket = new S3Bucket(mock.endpoint(), "sealstream", "sealstream-local", BUCKET);
    return new StartedServer(
            ARCHIVE,
            archiveOptions(StoreKind.S3MOCK, bucket),
            () -> List.of(mock.process()),
            mock::close)
        .with(bucket);
  }

  private static StartedServer folder(Launch launch) {
    String address = launch.folder("evidence").toString();
    return new StartedServer(address, Map.of(), List::of, () -> {});
  }

  private static StartedServer of(String address, ChildProcess process) {
    return new StartedServer(address, Map.of(), () -> List.of(process), process::close);
  }

  private StartedServer with(S3Bucket bucket) {
    try {
      bucket.create(Clock.systemUTC());
      return this;
    } catch (RuntimeException e) {
      stop.run();
      throw e;
    }
  }

  private static Map<String, String> archiveOptions(StoreKind kind, S3Bucket bucket) {
    return Map.of(
        "profile", kind.word(),
        "endpoint", bucket.endpoint(),
        "access-key", bucket.accessKey(),
        "secret-key", bucket.secretKey());
  }
}
