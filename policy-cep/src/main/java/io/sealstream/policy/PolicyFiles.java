package io.sealstream.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Policies on disk, in a stable order: that of the paths, and by name below a folder.
 *
 * @param sources what could be read as text
 * @param problems files that are no UTF-8 text, or too large for a policy
 */
public record PolicyFiles(List<PolicySource> sources, List<PolicyProblem> problems) {
  private static final int MAX_BYTES = 3 * 1024 * 1024;

  public PolicyFiles {
    sources = List.copyOf(sources);
    problems = List.copyOf(problems);
  }

  /**
   * Every file named, and every {@code *.yml} or {@code *.yaml} below every folder named. A
   * policy's name is its path below the folder; problems show the path as it is given here.
   *
   * @throws IOException where a path is not there or cannot be read, or a folder holds no policy
   */
  public static PolicyFiles read(List<String> paths) throws IOException {
    var reader = new Reader(new ArrayList<>(), new ArrayList<>());
    for (String path : paths) {
      Path root = Path.of(path);
      if (!Files.exists(root)) {
        throw new IOException(
            "policy path " + path + " is no file and no folder on this machine; is it right?");
      }
      if (Files.isDirectory(root)) {
        reader.folder(root);
      } else {
        reader.file(root, String.valueOf(root.getFileName()));
      }
    }
    return new PolicyFiles(reader.sources(), reader.problems());
  }

  /**
   * The sources, where every file is one.
   *
   * @throws PolicyCompilationException with the problems of the others
   */
  public List<PolicySource> required() {
    if (!problems.isEmpty()) {
      throw new PolicyCompilationException(problems);
    }
    return sources;
  }

  /** How many files there are, readable or not. */
  public int size() {
    return sources.size() + problems.size();
  }

  /** What is wrong or doubtful with all of them together, as a job runs them. */
  public PolicyFindings examine() {
    PolicyFindings findings = PolicyCompiler.examine(sources);
    return new PolicyFindings(
        findings.book(),
        Stream.concat(problems.stream(), findings.errors().stream()).toList(),
        findings.fileById());
  }

  /**
   * Each file alone, with those of filters that may reach it and those whose rules it may name:
   * several may be versions of one policy.
   *
   * @return sets to compile, each of one policy; where there is none, the filters
   */
  public List<List<PolicySource>> apart() {
    return FileSet.among(sources).apart();
  }

  /** Everything that is wrong with the files where each is compiled apart, sorted by place. */
  public List<PolicyProblem> errorsApart() {
    Stream<PolicyProblem> errors =
        apart().stream().flatMap(set -> PolicyCompiler.examine(set).errors().stream());
    return Stream.concat(problems.stream(), errors).distinct().sorted().toList();
  }

  private record Reader(List<PolicySource> sources, List<PolicyProblem> problems) {

    private void folder(Path root) throws IOException {
      boolean empty = true;
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : (Iterable<Path>) files.filter(Reader::isPolicy).sorted()::iterator) {
          file(file, slashed(root.relativize(file)));
          empty = false;
        }
      }
      if (empty) {
        throw new IOException("folder " + root + " holds no *.yml and no *.yaml file");
      }
    }

    private static boolean isPolicy(Path file) {
      String name = String.valueOf(file.getFileName());
      return Files.isRegularFile(file) && (name.endsWith(".yml") || name.endsWith(".yaml"));
    }

    private static String slashed(Path path) {
      return path.toString().replace('\\', '/');
    }

    private void file(Path file, String name) throws IOException {
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MAX_BYTES + 1);
      }
      String place = slashed(file);
      if (bytes.length > MAX_BYTES) {
        problems.add(
            new PolicyProblem(place, 1, 1, "larger than " + MAX_BYTES + " bytes: no policy is"));
        return;
      }
      // Not replaced, as new String() would: what is matched must be what was written.
      CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
      var text = CharBuffer.allocate(bytes.length);
      CoderResult result = utf8.decode(ByteBuffer.wrap(bytes), text, true);
      text.flip();
      if (result.isError()) {
        problems.add(notText(place, text.toString()));
      } else {
        sources.add(new PolicySource(name, place, text.toString()));
      }
    }

    /** At the first character behind those that could be read. */
    private static PolicyProblem notText(String place, String before) {
      int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
      String last = before.substring(before.lastIndexOf('\n') + 1);
      int column = last.codePointCount(0, last.length()) + 1;
      return new PolicyProblem(place, line, column, "not UTF-8 text: save the file as UTF-8");
    }
  }
}
