package io.sealstream.evidence.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.evidence.format.BatchReader;
import io.sealstream.evidence.format.BatchRows;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.format.SealedRow;
import io.sealstream.evidence.merkle.MerkleTree;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.schemas.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes what is already published, without any key; {@link #resign} is for who holds it. */
record Forger(SampleArchive archive) {

  /** Writes the object anew with other rows. */
  void rewrite(NamedHead named, UnaryOperator<List<SealedRow>> change) throws IOException {
    String key = named.head().objectKey();
    archive.store.tamper(key, file(key, change.apply(rows(named))));
  }

  /** Writes the object and its head anew, so that both fit each other; the seal stays. */
  void rewriteWithHead(long epoch, NamedHead named, UnaryOperator<List<SealedRow>> change)
      throws IOException {
    List<SealedRow> rows = change.apply(rows(named));
    Bytes file = file(named.head().objectKey(), rows);
    archive.store.tamper(named.head().objectKey(), file);
    BatchIdentity batch = named.identity();
    Bytes root = MerkleTree.rootOf(rows.stream().map(row -> row.entry(batch).leaf()).toList());
    editHead(
        epoch,
        named,
        head ->
            head.put("batch_root", root.toHex())
                .put("count", Integer.toString(rows.size()))
                .put("object_sha256", TreeHash.of(file).toHex()));
  }

  /** Changes one head where it lies. */
  void editHead(long epoch, NamedHead named, UnaryOperator<ObjectNode> change) {
    String key = archive.headsKey(epoch);
    archive.store.tamper(
        key,
        JsonEdit.of(
            archive.read(key),
            file -> {
              for (JsonNode one : file.path("heads")) {
                ObjectNode head = (ObjectNode) one.path("head");
                if (head.path("object_key").asText().equals(named.head().objectKey())) {
                  var unused = change.apply(head);
                }
              }
            }));
  }

  /** Makes the seal name the heads file as it now is, under its new hash. */
  void rebuildSeal(long epoch) {
    Bytes text = archive.read(archive.headsKey(epoch));
    HeadsFile heads = HeadsFile.parse(text);
    rebuildSeal(epoch, text, heads.headsRoot());
  }

  /** Makes the seal name this heads file. */
  void rebuildSeal(long epoch, Bytes heads, Bytes headsRoot) {
    archive.store.remove(archive.headsKey(epoch));
    archive.store.tamper(ArchiveLayout.heads(epoch, TreeHash.of(heads)), heads);
    editSeal(
        epoch,
        seal ->
            seal.put("heads_file", TreeHash.of(heads).toHex())
                .put("heads_root", headsRoot.toHex()));
  }

  void editSeal(long epoch, UnaryOperator<ObjectNode> change) {
    String key = ArchiveLayout.seal(epoch);
    archive.store.tamper(
        key,
        JsonEdit.of(
            archive.read(key),
            seal -> {
              var unused = change.apply(seal);
            }));
  }

  /** Signs the newest seal as it now is. */
  void resign() throws IOException {
    long newest = SampleArchive.EPOCHS - 1;
    archive.sign(newest, TreeHash.leaf(archive.read(ArchiveLayout.seal(newest))));
  }

  NamedHead head(long epoch, String tenant, int partition) {
    return HeadsFile.parse(archive.read(archive.headsKey(epoch))).heads().stream()
        .filter(h -> h.tenant().value().equals(tenant) && h.head().partition() == partition)
        .findFirst()
        .orElseThrow();
  }

  List<SealedRow> rows(NamedHead named) throws IOException {
    byte[] body = archive.read(named.head().objectKey()).unsafeArray();
    BatchReader reader = new BatchReader(new ByteArrayInputStream(body), BatchLimits.DEFAULT);
    var unused = reader.open(named.identity());
    List<SealedRow> rows = new ArrayList<>();
    for (Optional<SealedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
      rows.add(row.get());
    }
    return rows;
  }

  static Bytes file(String key, List<SealedRow> rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BatchRows file = new BatchRows(out, key);
    for (SealedRow row : rows) {
      file.add(row);
    }
    file.flush();
    return Bytes.wrap(out.toByteArray());
  }
}
