package io.sealstream.schemas.registry;

import io.sealstream.schemas.codec.SchemaText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * A registry without a server, held to the same contract suite as the real one. Safe for any
 * thread. Can be told to be unreachable, to hold something that is not Avro, and says how often it
 * was asked for an id.
 */
public final class InMemorySchemaRegistryClient implements SchemaRegistryClient {
  private static final String DEFAULT_LEVEL = "BACKWARD";

  private final Map<String, Integer> ids = new LinkedHashMap<>();
  private final Map<Integer, Schema> schemas = new LinkedHashMap<>();
  private final Map<String, List<Schema>> subjects = new LinkedHashMap<>();
  private final Map<String, String> levels = new LinkedHashMap<>();
  private final List<Integer> notAvro = new ArrayList<>();
  private boolean unreachable;
  private int idLookups;

  /** From now on every call fails as in an outage, or works again. */
  public synchronized void setUnreachable(boolean unreachable) {
    this.unreachable = unreachable;
  }

  /** Makes the id one that holds a schema of another kind. */
  public synchronized void holdSomethingElseUnder(int id) {
    notAvro.add(id);
  }

  /** How often {@link #schemaById} was called. */
  public synchronized int idLookups() {
    return idLookups;
  }

  @Override
  public synchronized Optional<Schema> schemaById(int id) {
    idLookups++;
    requireReachable();
    if (notAvro.contains(id)) {
      throw new UnsupportedSchemaException("schema " + id + " is not Avro", new Exception("JSON"));
    }
    return Optional.ofNullable(schemas.get(id));
  }

  @Override
  public synchronized int register(String subject, Schema schema) {
    requireReachable();
    Schema plain = SchemaText.plain(schema);
    List<Schema> versions = subjects.computeIfAbsent(subject, s -> new ArrayList<>());
    String text = SchemaText.canonical(plain);
    // By text: to Avro, schemas that differ in docs or in an enum's default are equal.
    if (versions.stream().noneMatch(v -> SchemaText.canonical(v).equals(text))) {
      requireCompatible(subject, plain, versions);
      versions.add(plain);
    }
    int id = ids.computeIfAbsent(text, t -> ids.size() + 1);
    schemas.put(id, plain);
    return id;
  }

  @Override
  public synchronized Optional<Schema> latest(String subject) {
    requireReachable();
    List<Schema> versions = subjects.getOrDefault(subject, List.of());
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
  }

  @Override
  public synchronized void setCompatibility(String subject, String level) {
    requireReachable();
    levels.put(subject, level);
  }

  @Override
  public synchronized String compatibility(String subject) {
    requireReachable();
    return levels.getOrDefault(subject, DEFAULT_LEVEL);
  }

  @Override
  public void close() {}

  private void requireReachable() {
    if (unreachable) {
      throw new RegistryUnavailableException("told to be unreachable", new Exception("outage"));
    }
  }

  private void requireCompatible(String subject, Schema next, List<Schema> versions) {
    String level = levels.getOrDefault(subject, DEFAULT_LEVEL);
    int from = level.endsWith("_TRANSITIVE") ? 0 : Math.max(0, versions.size() - 1);
    for (Schema earlier : versions.subList(from, versions.size())) {
      boolean backward = level.startsWith("BACKWARD") || level.startsWith("FULL");
      boolean forward = level.startsWith("FORWARD") || level.startsWith("FULL");
      if ((backward && !canRead(next, earlier)) || (forward && !canRead(earlier, next))) {
        throw new IncompatibleSchemaException(
            "subject " + subject + " is " + level, new Exception("incompatible"));
      }
    }
  }

  private static boolean canRead(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }
}
