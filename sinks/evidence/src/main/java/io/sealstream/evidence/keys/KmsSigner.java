package io.sealstream.evidence.keys;

import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.NoteAlgorithm;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSignature;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * Signs with a P-256 key that never leaves AWS KMS. Only the text's SHA-256 is sent. The key is the
 * one that its name meant when it was opened, even if an alias is moved later. Safe for any thread.
 */
final class KmsSigner implements NoteSigner {
  private static final int MAX_ATTEMPTS = 4;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration CALL = Duration.ofSeconds(45);
  private static final int REQUEST_TIMEOUT = 408;
  private static final int CLIENT_ERRORS = 400;
  private static final int SERVER_ERRORS = 500;

  private final KmsClient client;
  private final String keyId;
  private final NoteKey key;

  private KmsSigner(KmsClient client, String keyId, NoteKey key) {
    this.client = client;
    this.keyId = keyId;
    this.key = key;
  }

  static KmsSigner open(String name, KeyPlace.KmsKey place) throws IOException {
    KmsClientBuilder builder =
        KmsClient.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
            .overrideConfiguration(
                settings ->
                    settings
                        .apiCallTimeout(CALL)
                        .retryStrategy(
                            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(MAX_ATTEMPTS)
                                .build()));
    place.region().ifPresent(region -> builder.region(Region.of(region)));
    place.endpoint().ifPresent(builder::endpointOverride);
    try {
      return open(name, place.key(), builder.build());
    } catch (SdkException e) {
      throw new IOException("no client of KMS can be made: " + e.getMessage(), e);
    }
  }

  /** With a client of the caller's; taken over. */
  static KmsSigner open(String name, String keyName, KmsClient client) throws IOException {
    try {
      GetPublicKeyResponse answer = client.getPublicKey(request -> request.keyId(keyName));
      NoteKey key = NoteKey.of(name, Bytes.wrap(answer.publicKey().asByteArray()));
      if (key.algorithm() != NoteAlgorithm.ECDSA_P256
          || !answer.signingAlgorithms().contains(SigningAlgorithmSpec.ECDSA_SHA_256)) {
        throw new IllegalArgumentException("it does not sign with ECDSA_SHA_256");
      }
      return new KmsSigner(client, answer.keyId(), key);
    } catch (IllegalArgumentException e) {
      client.close();
      throw new IOException(
          "the KMS key %s cannot sign notes: %s; make one of ECC_NIST_P256 for SIGN_VERIFY"
              .formatted(keyName, e.getMessage()),
          e);
    } catch (SdkException e) {
      client.close();
      throw failed("KMS does not give the public key of " + keyName, e);
    }
  }

  /** What KMS refuses, it refuses again; where it is busy or away, it may answer later. */
  private static IOException failed(String what, SdkException e) {
    String message = what + ": " + e.getMessage();
    boolean refused =
        e instanceof AwsServiceException service
            && service.statusCode() >= CLIENT_ERRORS
            && service.statusCode() < SERVER_ERRORS
            && service.statusCode() != REQUEST_TIMEOUT
            && !service.isThrottlingException();
    return refused ? new IOException(message, e) : new KeyServiceException(message, e);
  }

  @Override
  public NoteKey key() {
    return key;
  }

  @Override
  public NoteSignature sign(String text) {
    byte[] digest = TreeHash.of(Bytes.utf8(text)).unsafeArray();
    try {
      SdkBytes signature =
          client
              .sign(
                  request ->
                      request
                          .keyId(keyId)
                          .messageType(MessageType.DIGEST)
                          .message(SdkBytes.fromByteArray(digest))
                          .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256))
              .signature();
      return new NoteSignature(key.name(), key.id(), Bytes.wrap(signature.asByteArray()));
    } catch (SdkException e) {
      throw new UncheckedIOException(failed("KMS does not sign with " + key.label(), e));
    }
  }
}
