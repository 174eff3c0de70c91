package io.sealstream.schemas.codec;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that our own generated records may be instantiated. Avro trusts no class of ours by
 * itself and would fail with {@code SecurityException: Forbidden} (AVRO-4189).
 *
 * <p>Widens the global rule by the one package prefix {@code io.sealstream.}, and what was trusted
 * before stays trusted. Takes effect once per class loader, which under Flink means once per job;
 * safe for any thread.
 */
public final class AvroTrust {
  private static final String OWN_PACKAGES = "io.sealstream.";

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getName().startsWith(OWN_PACKAGES)));
  }

  private AvroTrust() {}

  /** Call before the first reader, writer or builder of a generated record; cheap when repeated. */
  public static void establish() {
    // The work is in the class initialiser, which the JVM runs exactly once.
  }
}
