package io.sealstream.evidence.store;

import io.sealstream.local.RgwServer;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/** Ceph RGW as a child process, with one bucket that locks. */
record LockedRgw(RgwServer server, String bucket, Map<String, String> options, S3Client client)
    implements AutoCloseable {

  /** Skips the test where the server is not installed, unless tests are strict. */
  static LockedRgw start(String bucket) throws Exception {
    Strict.needs("Ceph RGW (radosgw ceph-mon ceph-osd ceph-common)", RgwServer.isInstalled());
    RgwServer server =
        RgwServer.start(
            Path.of("target", "it", "rgw-" + bucket + "-" + ProcessHandle.current().pid()));
    Map<String, String> options =
        Map.of(
            "profile", "rgw",
            "endpoint", server.endpoint(),
            "access-key", server.accessKey(),
            "secret-key", server.secretKey());
    S3Buckets.createLocked(bucket, options);
    return new LockedRgw(server, bucket, options, S3Clients.create(S3Options.parse(options)));
  }

  /** An archive, or what is to become one. */
  EvidenceStore open(String prefix) {
    return EvidenceStores.open("s3://" + bucket + "/" + prefix, options);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
