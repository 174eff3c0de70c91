package io.sealstream.policy.publish;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A statement with its signatures: the value of a record of the policies topic. An envelope of DSSE
 * (Dead Simple Signing Envelope, protocol 1.0.2): what is signed is the payload's bytes as they
 * travel, so nothing has to be brought into a canonical form. Immutable.
 *
 * @param payload the statement's JSON, as it was signed
 */
public record SignedPolicy(String payload, List<Signed> signatures) {
  /** DSSE's payload type of a {@link PolicyStatement}. */
  public static final String PAYLOAD_TYPE = "application/vnd.sealstream.policy+json";

  private static final String ALGORITHM = "Ed25519";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  public SignedPolicy {
    signatures = List.copyOf(signatures);
  }

  /**
   * One signature.
   *
   * @param signer the name of whose key it is
   * @param base64 the signature
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Signed(@JsonProperty("keyid") String signer, @JsonProperty("sig") String base64) {}

  /** DSSE lets an envelope hold more than it knows of. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Form(
      @JsonProperty("payloadType") String payloadType,
      @JsonProperty("payload") String payload,
      @JsonProperty("signatures") List<Signed> signatures) {}

  /** A statement that nobody has signed yet. */
  public static SignedPolicy unsigned(PolicyStatement statement) {
    return new SignedPolicy(statement.toJson(), List.of());
  }

  /**
   * Reads a record's value.
   *
   * @throws MalformedPolicyException where it is no such envelope
   */
  public static SignedPolicy ofJson(String json) throws MalformedPolicyException {
    Form form;
    try {
      form = JSON.readValue(json, Form.class);
    } catch (JsonProcessingException e) {
      throw new MalformedPolicyException("no signed policy: " + e.getOriginalMessage(), e);
    }
    if (form == null || form.signatures().stream().anyMatch(each -> each == null)) {
      throw new MalformedPolicyException("no signed policy: null where an object must be");
    }
    if (!form.payloadType().equals(PAYLOAD_TYPE)) {
      throw new MalformedPolicyException(
          "payloadType is " + form.payloadType() + "; it must be " + PAYLOAD_TYPE);
    }
    return new SignedPolicy(text(form.payload()), form.signatures());
  }

  private static String text(String base64) throws MalformedPolicyException {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      // Not replaced, as new String() would: what is signed must be what is read.
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException e) {
      throw new MalformedPolicyException("the payload is not Base64", e);
    } catch (CharacterCodingException e) {
      throw new MalformedPolicyException("the payload is not UTF-8", e);
    }
  }

  /** A record's value. */
  public String toJson() {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    try {
      return JSON.writeValueAsString(
          new Form(PAYLOAD_TYPE, Base64.getEncoder().encodeToString(bytes), signatures));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What was signed.
   *
   * @throws MalformedPolicyException where the payload is no statement
   */
  public PolicyStatement statement() throws MalformedPolicyException {
    return PolicyStatement.ofJson(payload);
  }

  /**
   * The same with one signature more.
   *
   * @throws GeneralSecurityException where the key is no Ed25519 key
   */
  public SignedPolicy signedBy(String signer, PrivateKey key) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(ALGORITHM);
    signature.initSign(key);
    signature.update(preAuthenticationEncoding());
    var more = new ArrayList<>(signatures);
    more.add(new Signed(signer, Base64.getEncoder().encodeToString(signature.sign())));
    return new SignedPolicy(payload, more);
  }

  /** Whether some signature in that name is the key's. */
  public boolean isSignedBy(String signer, PublicKey key) {
    return signatures.stream()
        .anyMatch(each -> each.signer().equals(signer) && verifies(each.base64(), key));
  }

  private boolean verifies(String base64, PublicKey key) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(preAuthenticationEncoding());
      return signature.verify(Base64.getDecoder().decode(base64));
    } catch (GeneralSecurityException | IllegalArgumentException notOne) {
      return false;
    }
  }

  /** PAE of the DSSE protocol: lengths are of bytes. */
  private byte[] preAuthenticationEncoding() {
    int length = payload.getBytes(StandardCharsets.UTF_8).length;
    return ("DSSEv1 " + PAYLOAD_TYPE.length() + ' ' + PAYLOAD_TYPE + ' ' + length + ' ' + payload)
        .getBytes(StandardCharsets.UTF_8);
  }
}
