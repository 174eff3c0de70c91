package io.sealstream.evidence.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.evidence.VerdictCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Writes the corpus into a folder, the same bytes every time. */
public final class CorpusWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CorpusWriter() {}

  /** {@code DIR README}: an empty or new folder, and the page that is copied into it. */
  public static void main(String... arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: make DIR, where DIR is a new or empty folder");
      System.exit(2);
    }
    Path folder = Path.of(arguments[0]);
    if (Files.exists(folder) && !isEmpty(folder)) {
      System.err.println(folder + " is not empty: give a new folder");
      System.exit(2);
    }
    List<CorpusCase> cases = Corpus.cases();
    write(folder, cases);
    Files.copy(Path.of(arguments[1]), folder.resolve("README.md"));
    System.out.println(cases.size() + " cases in " + folder);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  /** Writes the cases and {@code cases.json}. */
  static void write(Path folder, List<CorpusCase> cases) throws IOException {
    ArrayNode list = JSON.createArrayNode();
    for (CorpusCase one : cases) {
      write(folder, one, list.addObject());
    }
    Files.writeString(folder.resolve("cases.json"), list.toPrettyString() + "\n");
  }

  private static void write(Path folder, CorpusCase one, ObjectNode entry) throws IOException {
    String path = "cases/" + one.id();
    Path own = Files.createDirectories(folder.resolve(path));
    Exhibit exhibit = one.recipe().make();
    Set<VerdictCode> verdict = exhibit.verdict();
    if (!one.holds(verdict)) {
      throw new IllegalStateException(one + " must give " + one.codes() + ", and gave " + verdict);
    }
    entry.put("id", one.id());
    if (one.attack() > 0) {
      entry.put("attack", one.attack());
    } else {
      entry.put("attack", one.mustPass() ? "pass" : "other");
    }
    entry.put("what", one.what());
    entry.put("signed", one.signed());
    exhibit.writeTo(own, entry, path);
    Files.writeString(own.resolve("trust.json"), exhibit.trust().toJson());
    entry.put("trust", path + "/trust.json");
    entry.put("exit", one.exit());
    put(entry.putArray("codes"), one.codes());
    put(entry.putArray("sealstream_codes"), verdict);
  }

  private static void put(ArrayNode list, Collection<VerdictCode> codes) {
    codes.stream().map(VerdictCode::name).forEach(list::add);
  }
}
