package io.sealstream.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the archive's bucket, with Object Lock and so with versions: the one request to S3 that the
 * local stack makes itself, signed as AWS Signature Version 4 says.
 */
record S3Bucket(String endpoint, String accessKey, String secretKey, String name) {
  private static final String REGION = "us-east-1";
  private static final String SCOPE = "/" + REGION + "/s3/aws4_request";
  private static final String LOCK_HEADER = "x-amz-bucket-object-lock-enabled";
  private static final String SIGNED_HEADERS =
      "host;" + LOCK_HEADER + ";x-amz-content-sha256;x-amz-date";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Makes the bucket; one that exists already is left as it is. */
  void create(Clock clock) {
    URI uri = URI.create(endpoint + "/" + name);
    try {
      HttpResponse<String> answer = LocalHttp.send(request(uri, STAMP.format(clock.instant())));
      if (answer.statusCode() != 200 && answer.statusCode() != 409) {
        throw new LocalStackException(
            "The object store refused to make the bucket %s with %d: %s"
                .formatted(uri, answer.statusCode(), answer.body()));
      }
    } catch (IOException e) {
      throw new LocalStackException("Cannot make the bucket " + uri, e);
    }
  }

  private HttpRequest request(URI uri, String stamp) {
    String nothing = sha256("");
    String canonical =
        String.join(
            "\n",
            "PUT",
            uri.getPath(),
            "",
            "host:" + uri.getAuthority(),
            LOCK_HEADER + ":true",
            "x-amz-content-sha256:" + nothing,
            "x-amz-date:" + stamp,
            "",
            SIGNED_HEADERS,
            nothing);
    String day = stamp.substring(0, 8);
    String toSign = String.join("\n", "AWS4-HMAC-SHA256", stamp, day + SCOPE, sha256(canonical));
    String authorization =
        "AWS4-HMAC-SHA256 Credential=%s, SignedHeaders=%s, Signature=%s"
            .formatted(accessKey + "/" + day + SCOPE, SIGNED_HEADERS, signature(day, toSign));
    return HttpRequest.newBuilder(uri)
        .header(LOCK_HEADER, "true")
        .header("x-amz-content-sha256", nothing)
        .header("x-amz-date", stamp)
        .header("Authorization", authorization)
        .PUT(HttpRequest.BodyPublishers.noBody())
        .build();
  }

  private String signature(String day, String toSign) {
    byte[] key = ("AWS4" + secretKey).getBytes(UTF_8);
    for (String part : new String[] {day, REGION, "s3", "aws4_request"}) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, toSign));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
