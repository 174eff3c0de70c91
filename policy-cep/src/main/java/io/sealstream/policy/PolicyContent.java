package io.sealstream.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * A policy's very text, by what tells it from all others. Hits name it by the hundred thousand, so
 * it keeps its bytes. Immutable.
 */
final class PolicyContent {
  private final String id;
  private final String version;
  private final String hash;
  private final byte[] form;
  private final int formHash;

  /**
   * Of its parts.
   *
   * @param hash SHA-256 of the UTF-8 text of the whole file and of the other files' filters that
   *     reach it, lower-case hex
   */
  PolicyContent(String id, String version, String hash) {
    this.id = id;
    this.version = version;
    this.hash = hash;
    this.form = form(id, version, hash);
    this.formHash = Arrays.hashCode(form);
  }

  private static byte[] form(String... parts) {
    var out = new DataOutputSerializer(128);
    try {
      for (String part : parts) {
        StringValue.writeString(part, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.getCopyOfBuffer();
  }

  /** Out of {@link #form}. */
  static PolicyContent ofForm(byte[] form) throws IOException {
    var in = new DataInputDeserializer(form);
    return new PolicyContent(
        StringValue.readString(in), StringValue.readString(in), StringValue.readString(in));
  }

  String id() {
    return id;
  }

  String version() {
    return version;
  }

  String hash() {
    return hash;
  }

  /** Id, version and hash in bytes. Not to be changed by the caller. */
  byte[] form() {
    return form;
  }

  /** Whether so many bytes are its form. */
  boolean isOf(byte[] bytes, int length) {
    return Arrays.equals(bytes, 0, length, form, 0, form.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof PolicyContent that
            && formHash == that.formHash
            && Arrays.equals(form, that.form));
  }

  /** That of the bytes: the same in every Java. */
  @Override
  public int hashCode() {
    return formHash;
  }

  @Override
  public String toString() {
    return id + "@" + version;
  }
}
