package io.sealstream.evidence.format;

import io.sealstream.evidence.merkle.MerkleTree;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * All heads of one epoch with the names of their tenants: {@code heads/<epoch>-<sha256>.json}.
 * Whoever may read the archive may read it; a tenant's export has only that tenant's heads.
 *
 * @param heads kept sorted by blinded tenant and sequence: the order of the heads tree
 * @param schemas kept sorted by registry id and hash, without texts
 * @param tenants every tenant's state after this epoch, in every {@link #SNAPSHOT_EVERY}th epoch
 *     and otherwise empty, so that files stay small and a start reads few of them
 */
public record HeadsFile(
    long epoch, List<NamedHead> heads, List<SealedSchema> schemas, List<TenantState> tenants)
    implements Serializable {

  /** Epochs divisible by this carry the state of all tenants. */
  public static final int SNAPSHOT_EVERY = 64;

  private static final String FORMAT = "sealstream-heads/1";

  public HeadsFile {
    heads =
        heads.stream()
            .sorted(
                Comparator.comparing((NamedHead named) -> named.head().tenant())
                    .thenComparingLong(named -> named.head().sequence()))
            .toList();
    schemas =
        schemas.stream()
            .map(SealedSchema::withoutText)
            .distinct()
            .sorted(
                Comparator.comparingInt(SealedSchema::registryId)
                    .thenComparing(SealedSchema::sha256))
            .toList();
    tenants = tenants.stream().sorted(Comparator.comparing(TenantState::tenant)).toList();
  }

  /** Whether this epoch's file carries the state of all tenants. */
  public static boolean isSnapshot(long epoch) {
    return epoch % SNAPSHOT_EVERY == 0;
  }

  /** RFC 6962 root over the heads. */
  public Bytes headsRoot() {
    return MerkleTree.rootOf(hashes());
  }

  /** The leaves of the heads tree. */
  public List<Bytes> hashes() {
    return heads.stream().map(named -> named.head().hash()).toList();
  }

  /** SHA-256 of the RFC 8785 text of the schema list. */
  public Bytes schemaSetHash() {
    return TreeHash.of(Jcs.bytes(Map.of("schemas", schemaJson())));
  }

  /** SHA-256 of the file. */
  public Bytes sha256() {
    return TreeHash.of(encode());
  }

  /** RFC 8785 text: the file. */
  public Bytes encode() {
    return Jcs.bytes(
        Map.of(
            "epoch", Long.toString(epoch),
            "format", FORMAT,
            "heads", heads.stream().map(HeadsFile::json).toList(),
            "schemas", schemaJson(),
            "tenants", tenants.stream().map(TenantState::json).toList()));
  }

  /**
   * Reads the file.
   *
   * @throws io.sealstream.evidence.EvidenceFormatException with NON_CANONICAL
   */
  public static HeadsFile parse(Bytes text) {
    return Jcs.parse("heads file", text, node -> read(new Fields(node)), HeadsFile::encode);
  }

  private static HeadsFile read(Fields json) {
    if (!json.text("format").equals(FORMAT)) {
      throw new IllegalArgumentException("format must be " + FORMAT);
    }
    return new HeadsFile(
        json.number("epoch"),
        json.objects("heads", HeadsFile::readHead),
        json.objects(
            "schemas", s -> new SealedSchema(s.integer("registry_id"), s.hash("sha256"), "")),
        json.objects("tenants", TenantState::read));
  }

  private List<Map<String, Object>> schemaJson() {
    return schemas.stream()
        .map(
            schema ->
                Map.<String, Object>of(
                    "registry_id", schema.registryId(), "sha256", schema.sha256().toHex()))
        .toList();
  }

  private static Map<String, Object> json(NamedHead named) {
    return Map.of(
        "head", named.head().json(),
        "salt", named.salt().toHex(),
        "tenant", named.tenant().value());
  }

  private static NamedHead readHead(Fields json) {
    NamedHead named =
        new NamedHead(
            BatchHead.read(json.object("head")),
            new TenantId(json.text("tenant")),
            json.hex("salt"));
    // Refuses a tier, topic or partition that is none.
    var unused = named.identity();
    return named;
  }
}
