package io.sealstream.evidence.store;

import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The server answered with an error: what was asked, and its status and code. */
final class S3CallException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  S3CallException(String what, S3Exception cause) {
    super(
        "%s: HTTP %d %s, request %s"
            .formatted(what, cause.statusCode(), code(cause), cause.requestId()),
        cause);
    this.status = cause.statusCode();
    this.code = code(cause);
  }

  boolean is(int expected) {
    return status == expected;
  }

  boolean serverFailed() {
    return status >= 500;
  }

  /** Neither the object, nor the version that was asked for. */
  boolean noSuchKey() {
    return code.equals("NoSuchKey") || code.equals("NoSuchVersion");
  }

  boolean noSuchUpload() {
    return code.equals("NoSuchUpload");
  }

  private static String code(S3Exception e) {
    AwsErrorDetails details = e.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }
}
