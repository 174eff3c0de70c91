package io.sealstream.evidence.verify;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchHead;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.evidence.format.BatchReader;
import io.sealstream.evidence.format.BatchRows;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.format.SealedRow;
import io.sealstream.evidence.merkle.MerkleTree;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.store.InMemoryEvidenceStore;
import io.sealstream.schemas.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes what is already published, without any key. */
record Forger(InMemoryEvidenceStore store) {

  /** Writes the object anew with other rows. */
  void rewrite(NamedHead named, UnaryOperator<List<SealedRow>> change) throws IOException {
    String key = named.head().objectKey();
    store.tamper(key, file(key, change.apply(rows(named))));
  }

  /** Writes the object and its head anew, so that both fit each other. */
  void rewriteWithHead(long epoch, NamedHead named, UnaryOperator<List<SealedRow>> change)
      throws IOException {
    List<SealedRow> rows = change.apply(rows(named));
    Bytes file = file(named.head().objectKey(), rows);
    store.tamper(named.head().objectKey(), file);
    BatchIdentity batch = named.identity();
    Bytes root = MerkleTree.rootOf(rows.stream().map(row -> row.entry(batch).leaf()).toList());
    BatchHead h = named.head();
    BatchHead head =
        new BatchHead(
            h.tenant(),
            h.sequence(),
            h.previousHead(),
            h.tier(),
            h.topic(),
            h.partition(),
            h.from(),
            h.to(),
            rows.size(),
            h.undecodable(),
            h.valueBytes(),
            h.minTimeMillis(),
            h.maxTimeMillis(),
            h.minLeaderEpoch(),
            h.maxLeaderEpoch(),
            root,
            h.objectKey(),
            TreeHash.of(file),
            h.lock());
    HeadsFile heads = heads(epoch);
    List<NamedHead> changed = new ArrayList<>(heads.heads());
    changed.replaceAll(
        one -> one.equals(named) ? new NamedHead(head, named.tenant(), named.salt()) : one);
    store.tamper(
        headsKey(epoch), new HeadsFile(epoch, changed, heads.schemas(), heads.tenants()).encode());
  }

  private String headsKey(long epoch) {
    return EpochSeal.parse(store.read(ArchiveLayout.seal(epoch)).orElseThrow()).headsKey();
  }

  HeadsFile heads(long epoch) {
    return HeadsFile.parse(store.read(headsKey(epoch)).orElseThrow());
  }

  NamedHead head(long epoch, String tenant, int partition) {
    return heads(epoch).heads().stream()
        .filter(h -> h.tenant().value().equals(tenant) && h.head().partition() == partition)
        .findFirst()
        .orElseThrow();
  }

  List<SealedRow> rows(NamedHead named) throws IOException {
    byte[] body = store.read(named.head().objectKey()).orElseThrow().unsafeArray();
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
