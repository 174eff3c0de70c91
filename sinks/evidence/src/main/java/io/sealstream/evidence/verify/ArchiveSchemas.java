package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.SealedSchema;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** A schema registry that knows what the archive's seals have bound, and nothing else. */
final class ArchiveSchemas implements SchemaRegistryClient {
  private static final String READ_ONLY = "an archive's schemas are only read";

  private final EvidenceStore store;
  private final Map<Integer, Known> known = new HashMap<>();

  /** What an id stands for, and the close of the epoch that first said so. */
  record Known(Bytes sha256, Schema schema, long sinceMillis) {}

  ArchiveSchemas(EvidenceStore store) {
    this.store = store;
  }

  /**
   * Learns a binding.
   *
   * @throws EvidenceFormatException with SCHEMA_BIND when the archive's schema is not the one named
   */
  void learn(SealedSchema sealed, long closedAtMillis) throws IOException {
    Known before = known.get(sealed.registryId());
    if (before == null) {
      known.put(
          sealed.registryId(), new Known(sealed.sha256(), load(sealed.sha256()), closedAtMillis));
    } else if (!before.sha256().equals(sealed.sha256())) {
      throw new EvidenceFormatException(
          VerdictCode.SCHEMA_BIND,
          "registry id " + sealed.registryId() + " stands for two schemas");
    }
  }

  private Schema load(Bytes sha256) throws IOException {
    String key = ArchiveLayout.schema(sha256);
    Bytes text =
        store
            .read(key)
            .orElseThrow(
                () -> new EvidenceFormatException(VerdictCode.SCHEMA_BIND, key + " is missing"));
    if (!TreeHash.of(text).equals(sha256)) {
      throw new EvidenceFormatException(
          VerdictCode.SCHEMA_BIND, key + " does not have the hash it is named by");
    }
    try {
      return new Schema.Parser().parse(text.toUtf8());
    } catch (AvroRuntimeException e) {
      throw new EvidenceFormatException(VerdictCode.SCHEMA_BIND, key + " is not an Avro schema");
    }
  }

  Optional<Known> known(int id) {
    return Optional.ofNullable(known.get(id));
  }

  @Override
  public Optional<Schema> schemaById(int id) {
    return known(id).map(Known::schema);
  }

  @Override
  public int register(String subject, Schema schema) {
    throw new UnsupportedOperationException(READ_ONLY);
  }

  @Override
  public Optional<Schema> latest(String subject) {
    throw new UnsupportedOperationException(READ_ONLY);
  }

  @Override
  public void setCompatibility(String subject, String level) {
    throw new UnsupportedOperationException(READ_ONLY);
  }

  @Override
  public String compatibility(String subject) {
    throw new UnsupportedOperationException(READ_ONLY);
  }

  @Override
  public void close() {}
}
