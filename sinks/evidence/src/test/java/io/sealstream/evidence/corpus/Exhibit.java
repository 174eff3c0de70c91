package io.sealstream.evidence.corpus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.verify.EventProofJson;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.VerifyOptions;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is laid before a verifier, and what ours says to it. */
interface Exhibit {

  TrustFile trust();

  /** All codes that our own verifier prints, at L4. */
  Set<VerdictCode> verdict() throws IOException;

  /**
   * Writes its files, and names them.
   *
   * @param folder of this case
   * @param entry the case's entry in {@code cases.json}
   * @param path the folder's, below that of {@code cases.json}
   */
  void writeTo(Path folder, ObjectNode entry, String path) throws IOException;

  /** An archive, and the signed notes that the auditor kept from earlier. */
  record Archive(SampleArchive archive, TrustFile trust, List<Bytes> known) implements Exhibit {
    public Archive {
      known = List.copyOf(known);
    }

    static Archive of(SampleArchive archive) {
      return new Archive(archive, SampleArchive.TRUST, List.of());
    }

    @Override
    public Set<VerdictCode> verdict() throws IOException {
      VerifyOptions options = VerifyOptions.DEFAULT.knowing(known);
      return new TreeSet<>(
          EvidenceVerifier.verify(archive.store, trust, options).counts().keySet());
    }

    @Override
    public void writeTo(Path folder, ObjectNode entry, String path) throws IOException {
      entry.put("kind", "archive");
      entry.put("archive", path + "/archive");
      Files.createDirectories(folder.resolve("archive"));
      archive.copyTo(folder.resolve("archive"));
      ArrayNode names = entry.putArray("known");
      for (int i = 0; i < known.size(); i++) {
        String name = "known-" + (i + 1) + ".txt";
        Files.write(folder.resolve(name), known.get(i).unsafeArray());
        names.add(path + "/" + name);
      }
    }
  }

  /** A one-event proof, without any archive. */
  record Proof(String text) implements Exhibit {

    @Override
    public TrustFile trust() {
      return SampleArchive.TRUST;
    }

    @Override
    public Set<VerdictCode> verdict() {
      try {
        var unused = EventProofJson.read(text).verify(trust());
        return Set.of();
      } catch (EvidenceFormatException e) {
        return Set.of(e.code());
      }
    }

    @Override
    public void writeTo(Path folder, ObjectNode entry, String path) throws IOException {
      entry.put("kind", "proof");
      entry.put("proof", path + "/proof.json");
      entry.putArray("known");
      Files.writeString(folder.resolve("proof.json"), text);
    }
  }
}
