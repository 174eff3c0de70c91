package io.sealstream.policy.sigma;

import io.sealstream.policy.sigma.CorrelationDocument.Reference;
import io.sealstream.policy.yaml.Problems;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * The rules and correlations of a set of files, which correlations of every file may name. The
 * files are read when the first name is looked for that a file does not hold itself. For one
 * thread.
 */
public final class SetRules {
  private final Supplier<List<RuleFile>> files;
  private @Nullable List<Named> documents;

  /** A document, by what others may call it. */
  private record Named(RuleFile file, MappingNode document, DocumentName name) {
    private boolean isOf(String place) {
      return file.place().equals(place);
    }
  }

  /**
   * A document that stands in another file and is read as if it stood in this one.
   *
   * @param text as it is written
   * @param by the first name that led to it
   * @param isMapped whether an envelope's field map holds where it stands
   */
  record Taken(String text, MappingNode document, Reference by, boolean isMapped) {}

  /**
   * Prepares to look.
   *
   * @param files reads all files of the set that may hold rules; asked once or never
   */
  public SetRules(Supplier<List<RuleFile>> files) {
    this.files = files;
  }

  /**
   * The documents of other files that a file needs: those that its correlations name and it does
   * not hold, and what these need in turn, each name first looked for in the file that says it.
   * Where several have one name all are there, for the linker to tell.
   *
   * @param place the file as problems show it
   * @param own the file's rules and correlations
   * @param problems gets what cannot be taken
   * @return by their texts: where they stand, and how the set was put together, does not matter
   */
  List<Taken> takenBy(String place, List<MappingNode> own, Problems problems) {
    Map<MappingNode, Taken> taken = new LinkedHashMap<>();
    Deque<Named> open = new ArrayDeque<>();
    var names = own.stream().map(DocumentName::of).toList();
    for (Reference reference : own.stream().flatMap(SetRules::references).toList()) {
      if (names.stream().noneMatch(name -> name.is(reference.text()))) {
        open.addAll(take(outside(place, reference), reference, taken, problems));
      }
    }
    while (!open.isEmpty()) {
      Named from = open.remove();
      for (Reference reference : references(from.document()).toList()) {
        var found =
            seenFrom(from.file().place(), reference).stream().filter(n -> !n.isOf(place)).toList();
        open.addAll(take(found, reference, taken, problems));
      }
    }
    return taken.values().stream()
        .sorted(
            Comparator.comparing(Taken::text)
                .thenComparing(each -> Problems.placeOf(each.document())))
        .toList();
  }

  /** Those of them that were not there. */
  private static List<Named> take(
      List<Named> found, Reference by, Map<MappingNode, Taken> taken, Problems problems) {
    List<Named> added = found.stream().filter(each -> !taken.containsKey(each.document())).toList();
    for (Named each : added) {
      String text = each.file().texts().of(each.document(), problems);
      taken.put(each.document(), new Taken(text, each.document(), by, each.file().isMapped()));
    }
    return added;
  }

  private List<Named> seenFrom(String place, Reference reference) {
    List<Named> there =
        all().stream().filter(n -> n.isOf(place) && n.name().is(reference.text())).toList();
    return there.isEmpty() ? outside(place, reference) : there;
  }

  private List<Named> outside(String place, Reference reference) {
    return all().stream().filter(n -> !n.isOf(place) && n.name().is(reference.text())).toList();
  }

  private List<Named> all() {
    if (documents == null) {
      documents =
          files.get().stream()
              .flatMap(
                  file ->
                      file.documents().stream()
                          .map(document -> new Named(file, document, DocumentName.of(document))))
              .toList();
    }
    return documents;
  }

  /** What is wrong with a document is told where its own file is compiled. */
  private static Stream<Reference> references(MappingNode document) {
    return RuleCompiler.isCorrelation(document)
        ? new CorrelationReader(new Problems())
            .read(document).stream().flatMap(read -> read.rules().stream())
        : Stream.empty();
  }
}
