package io.sealstream.evidence.corpus;

import static io.sealstream.evidence.corpus.CorpusCase.resigned;
import static io.sealstream.evidence.corpus.CorpusCase.tampered;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.RecordHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Attacks 34 to 36: on objects as files, and on what lies where. */
final class ObjectForgeries {
  private static final int MANY_HEADERS = 1_000_001;

  private ObjectForgeries() {}

  static List<CorpusCase> cases() {
    List<CorpusCase> cases = new ArrayList<>(files());
    cases.addAll(places());
    return cases;
  }

  private static List<CorpusCase> files() {
    return List.of(
        tampered(
            "34-truncated",
            "A batch object lacks its last 20 bytes.",
            archive -> {
              String key = archive.batchKey("acme", 0, 0);
              byte[] body = archive.read(key).toArray();
              archive.store.tamper(key, Bytes.wrap(Arrays.copyOf(body, body.length - 20)));
            },
            VerdictCode.OBJECT_HASH),
        tampered(
            "34-bomb",
            "A block of a few kilobytes expands to 65 MiB.",
            archive -> {
              String key = archive.batchKey("acme", 0, 0);
              archive.store.tamper(key, HostileFile.bomb(archive.read(key), key));
            },
            VerdictCode.LIMIT),
        tampered(
            "34-block-size",
            "A block says that it has a terabyte.",
            archive -> {
              String key = archive.batchKey("acme", 0, 0);
              archive.store.tamper(key, HostileFile.hugeBlock(archive.read(key), key));
            },
            VerdictCode.LIMIT),
        tampered(
            "34-headers",
            "A record has more than 1,000,000 headers.",
            archive -> {
              Forger forger = new Forger(archive);
              List<RecordHeader> many =
                  Collections.nCopies(MANY_HEADERS, new RecordHeader("", null));
              forger.rewrite(
                  forger.head(1, "acme", 0),
                  rows -> Rows.change(rows, 0, record -> Rows.headers(record, many)));
            },
            VerdictCode.LIMIT),
        tampered(
            "34-codec",
            "A batch object is written again without compression.",
            archive -> {
              String key = archive.batchKey("acme", 0, 0);
              archive.store.tamper(key, HostileFile.uncompressed(archive.read(key), key));
            },
            VerdictCode.OBJECT_HASH),
        resigned(
            "34-codec-signed",
            "A job writes and seals a batch object without compression.",
            ObjectForgeries::sealUncompressed,
            VerdictCode.OBJECT_HASH));
  }

  private static void sealUncompressed(SampleArchive archive) throws IOException {
    NamedHead named = new Forger(archive).head(4, "globex", 0);
    String key = named.head().objectKey();
    seal(archive, named, HostileFile.uncompressed(archive.read(key), key));
  }

  /** Another file for an object of the newest epoch, with the right hash and signature. */
  private static void seal(SampleArchive archive, NamedHead named, Bytes body) throws IOException {
    Forger forger = new Forger(archive);
    archive.store.tamper(named.head().objectKey(), body);
    forger.editHead(4, named, head -> head.put("object_sha256", TreeHash.of(body).toHex()));
    forger.rebuildSeal(4);
    forger.resign();
  }

  private static List<CorpusCase> places() {
    return List.of(
        tampered(
            "35-moved",
            "A batch object lies under another key than its own.",
            archive -> {
              String key = archive.batchKey("acme", 0, 0);
              archive.store.tamper(key.replace("run1", "run2"), archive.read(key));
              archive.store.remove(key);
            },
            VerdictCode.PATH_BIND,
            VerdictCode.LEAF_MISSING),
        resigned(
            "35-signed",
            "A job seals a batch object that says it lies at another key.",
            archive -> {
              Forger forger = new Forger(archive);
              NamedHead named = forger.head(4, "globex", 0);
              String key = named.head().objectKey();
              seal(archive, named, Forger.file(key.replace("run1", "run2"), forger.rows(named)));
            },
            VerdictCode.PATH_BIND),
        tampered(
            "35-path",
            "A head names a path outside of the archive for its object.",
            archive -> {
              String key = archive.headsKey(1);
              archive.store.tamper(
                  key,
                  Bytes.utf8(
                      archive
                          .read(key)
                          .toUtf8()
                          .replace(archive.batchKey("acme", 0, 0), "../../etc/passwd")));
            },
            VerdictCode.PATH_BIND,
            VerdictCode.HEAD_ROOT),
        tampered(
            "36-strays",
            "Two files that belong to nothing lie in the archive.",
            archive -> {
              archive.store.tamper("events/notes.txt", Bytes.utf8("hello"));
              archive.store.tamper("readme", Bytes.utf8("hello"));
            },
            VerdictCode.UNSEALED_OBJECT),
        tampered(
            "36-object",
            "A batch object of sealed offsets that no seal names.",
            archive -> {
              String key = archive.batchKey("acme", 0, 0).replace("run1", "run0");
              Forger forger = new Forger(archive);
              archive.store.tamper(key, Forger.file(key, forger.rows(forger.head(1, "acme", 0))));
            },
            VerdictCode.UNSEALED_OBJECT),
        tampered(
            "36-heads",
            "A second heads file of a sealed epoch, which no seal names.",
            archive -> {
              HeadsFile other = new HeadsFile(1, List.of(), List.of(), List.of());
              archive.store.tamper(ArchiveLayout.heads(1, other.sha256()), other.encode());
            },
            VerdictCode.UNSEALED_OBJECT),
        tampered(
            "36-seal",
            "A seal beyond the newest, without those before it.",
            archive ->
                archive.store.tamper(ArchiveLayout.seal(77), archive.read(ArchiveLayout.seal(4))),
            VerdictCode.UNSEALED_OBJECT),
        tampered(
            "36-number",
            "Files whose numbers are too large for 63 bits.",
            archive -> {
              String number = "09999999999999999999";
              archive.store.tamper("seal/" + number + ".json", Bytes.utf8("{}"));
              archive.store.tamper("note/" + number + ".txt", Bytes.utf8("{}"));
              archive.store.tamper(
                  "heads/" + number + "-" + TreeHash.ZERO.toHex() + ".json", Bytes.utf8("{}"));
            },
            VerdictCode.UNSEALED_OBJECT),
        tampered(
            "36-receipt",
            "A receipt of an epoch that has no seal.",
            archive ->
                archive.store.tamper(
                    ArchiveLayout.receipt(77), archive.read(ArchiveLayout.receipt(4))),
            VerdictCode.UNSEALED_OBJECT),
        tampered(
            "36-tile",
            "A tile of a size that the log does not have.",
            archive -> archive.store.tamper("tile/0/003", Bytes.wrap(new byte[256 * 32])),
            VerdictCode.UNSEALED_OBJECT),
        tampered(
            "36-note",
            "A note, under a name that no note has.",
            archive ->
                archive.store.tamper(
                    NoteForgeries.NEWEST.replace(".txt", ".copy.txt"),
                    archive.read(NoteForgeries.NEWEST)),
            VerdictCode.UNSEALED_OBJECT),
        tampered(
            "more-heads-renamed",
            "A heads file lies under another hash than its own.",
            archive -> {
              String key = archive.headsKey(1);
              archive.store.tamper(ArchiveLayout.heads(1, TreeHash.ZERO), archive.read(key));
              archive.store.remove(key);
            },
            VerdictCode.HEAD_ROOT,
            VerdictCode.UNSEALED_OBJECT));
  }
}
