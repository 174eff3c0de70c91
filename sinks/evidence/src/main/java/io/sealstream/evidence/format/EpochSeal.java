package io.sealstream.evidence.format;

import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.NoteAlgorithm;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.SigningKeys;
import io.sealstream.schemas.Bytes;
import java.io.Serializable;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The statement about one epoch: a leaf of the seal log, at the index that is its epoch number.
 *
 * @param epoch from 0 without gaps
 * @param previousSeal hash of the previous seal, zeros for epoch 0
 * @param coverage every partition known, idle ones too; kept sorted by topic and partition
 * @param abandoned object keys of earlier runs that no seal names; kept sorted
 * @param headsRoot RFC 6962 root over the epoch's heads in the order of the heads file
 * @param headsFile SHA-256 of the heads file
 * @param receipt the newest publication receipt known when the seal was cut
 */
public record EpochSeal(
    long epoch,
    Bytes previousSeal,
    long openedAtMillis,
    long closedAtMillis,
    List<Coverage> coverage,
    List<String> abandoned,
    Bytes headsRoot,
    Bytes headsFile,
    ReceiptRef receipt,
    Provenance provenance)
    implements Serializable {

  private static final String FORMAT = "sealstream-seal/1";

  /**
   * A receipt by epoch and hash.
   *
   * @param epoch -1 when there is none yet
   */
  public record ReceiptRef(long epoch, Bytes sha256) implements Serializable {
    public static final ReceiptRef NONE = new ReceiptRef(-1, TreeHash.ZERO);
  }

  /**
   * Under which rules and by whom the epoch was made. Hashes are SHA-256, zeros where there is
   * nothing to hash.
   *
   * @param schemaSet {@link HeadsFile#schemaSetHash}
   * @param retentionTable {@link RetentionTable#sha256}
   * @param signers the keys that sign from this seal's note on, kept sorted: 1 to {@value
   *     SigningKeys#MAX_IN_USE}. Where they are not the previous seal's, this seal is the log's
   *     entry of their rotation, and both those and these sign its note
   */
  public record Provenance(
      Bytes policySet,
      Bytes schemaSet,
      Bytes configuration,
      String jobVersion,
      Bytes retentionTable,
      List<NoteKey> signers)
      implements Serializable {

    public Provenance {
      signers = signers.stream().sorted().toList();
      if (signers.isEmpty()
          || signers.size() > SigningKeys.MAX_IN_USE
          || new HashSet<>(signers).size() < signers.size()
          || signers.stream().map(NoteKey::name).distinct().count() > 1) {
        throw new IllegalArgumentException(
            "signers must be 1 to %d different keys of one name".formatted(SigningKeys.MAX_IN_USE));
      }
    }

    Map<String, Object> json() {
      return Map.of(
          "configuration",
          configuration.toHex(),
          "job_version",
          jobVersion,
          "policy_set",
          policySet.toHex(),
          "retention_table",
          retentionTable.toHex(),
          "schema_set",
          schemaSet.toHex(),
          "signers",
          signers.stream().map(Provenance::json).toList());
    }

    private static Map<String, Object> json(NoteKey key) {
      return Map.of(
          "algorithm", key.algorithm().label(), "name", key.name(), "public_key", key.base64());
    }

    static Provenance read(Fields json) {
      return new Provenance(
          json.hash("policy_set"),
          json.hash("schema_set"),
          json.hash("configuration"),
          json.text("job_version"),
          json.hash("retention_table"),
          json.objects("signers", Provenance::readKey));
    }

    private static NoteKey readKey(Fields json) {
      return new NoteKey(
          json.text("name"),
          NoteAlgorithm.of(json.text("algorithm")),
          Bytes.wrap(Base64.getDecoder().decode(json.text("public_key"))));
    }
  }

  public EpochSeal {
    coverage =
        coverage.stream()
            .sorted(Comparator.comparing(Coverage::topic).thenComparingInt(Coverage::partition))
            .toList();
    abandoned = abandoned.stream().sorted().toList();
  }

  /** RFC 8785 text: the body of {@code seal/<epoch>.json}. */
  public Bytes encode() {
    Map<String, Object> json = new TreeMap<>();
    json.put("abandoned", abandoned);
    json.put("closed_at", Long.toString(closedAtMillis));
    json.put("coverage", coverage.stream().map(Coverage::json).toList());
    json.put("epoch", Long.toString(epoch));
    json.put("format", FORMAT);
    json.put("heads_file", headsFile.toHex());
    json.put("heads_root", headsRoot.toHex());
    json.put("opened_at", Long.toString(openedAtMillis));
    json.put("previous_seal", previousSeal.toHex());
    json.put("provenance", provenance.json());
    json.put("receipt_epoch", Long.toString(receipt.epoch()));
    json.put("receipt_sha256", receipt.sha256().toHex());
    return Jcs.bytes(json);
  }

  /** Whose signatures its note must have: its signers, and those of the seal before it. */
  public List<NoteKey> noteSigners(Optional<EpochSeal> before) {
    return Stream.concat(
            provenance.signers().stream(),
            before.stream().flatMap(seal -> seal.provenance().signers().stream()))
        .distinct()
        .sorted()
        .toList();
  }

  /** Where the epoch's heads file lies. */
  public String headsKey() {
    return ArchiveLayout.heads(epoch, headsFile);
  }

  /** {@code SHA-256(0x00 ‖ encode())}: its leaf in the log, and what the next seal names. */
  public Bytes hash() {
    return TreeHash.leaf(encode());
  }

  /**
   * Reads the RFC 8785 text.
   *
   * @throws io.sealstream.evidence.EvidenceFormatException with NON_CANONICAL
   */
  public static EpochSeal parse(Bytes text) {
    return Jcs.parse("seal", text, node -> read(new Fields(node)), EpochSeal::encode);
  }

  private static EpochSeal read(Fields json) {
    if (!json.text("format").equals(FORMAT)) {
      throw new IllegalArgumentException("format must be " + FORMAT);
    }
    return new EpochSeal(
        json.number("epoch"),
        json.hash("previous_seal"),
        json.number("opened_at"),
        json.number("closed_at"),
        json.objects("coverage", Coverage::read),
        json.texts("abandoned").stream().map(EpochSeal::abandonable).toList(),
        json.hash("heads_root"),
        json.hash("heads_file"),
        new ReceiptRef(json.number("receipt_epoch"), json.hash("receipt_sha256")),
        Provenance.read(json.object("provenance")));
  }

  /** Nothing else may be excused. */
  private static String abandonable(String key) {
    if (!key.startsWith(ArchiveLayout.EVENTS) && !key.startsWith(ArchiveLayout.HEADS)) {
      throw new IllegalArgumentException("only batch objects and heads files are abandoned");
    }
    return key;
  }
}
