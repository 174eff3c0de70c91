package io.sealstream.jobs;

import io.sealstream.schemas.Bytes;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/**
 * The license texts in a library's jar.
 *
 * @param library name of its jar, without the ending
 */
record LibraryLicenses(String library, Path file, List<String> texts) {
  private static final Pattern TEXT =
      Pattern.compile("(META-INF/)?(LICENSE|NOTICE)[^/]*|META-INF/licenses/[^/]+");

  /** Of those third-party jars on the class path that have classes in the job's jar. */
  static List<LibraryLicenses> ofClassPath(JarFile job) throws IOException {
    List<LibraryLicenses> libraries = new ArrayList<>();
    for (String part :
        Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1))) {
      String name = Path.of(part).getFileName().toString();
      if (name.endsWith(".jar") && !name.startsWith("sealstream-")) {
        try (JarFile library = new JarFile(part)) {
          if (library.stream().anyMatch(entry -> isClassOf(entry, job))) {
            libraries.add(
                new LibraryLicenses(
                    name.substring(0, name.length() - ".jar".length()),
                    Path.of(part),
                    texts(library)));
          }
        }
      }
    }
    return libraries;
  }

  private static boolean isClassOf(ZipEntry entry, JarFile job) {
    return entry.getName().endsWith(".class")
        && !entry.getName().endsWith("-info.class")
        && job.getEntry(entry.getName()) != null;
  }

  private static List<String> texts(JarFile jar) {
    return jar.stream()
        .filter(entry -> !entry.isDirectory())
        .map(ZipEntry::getName)
        .filter(name -> TEXT.matcher(name).matches())
        .toList();
  }

  /** Those texts that the job's jar does not hold byte for byte. */
  List<String> missingIn(JarFile job) throws IOException {
    List<String> missing = new ArrayList<>();
    try (JarFile own = new JarFile(file.toFile())) {
      for (String text : texts) {
        ZipEntry kept = job.getEntry("META-INF/licenses/%s-jar/%s".formatted(library, text));
        if (kept == null || !read(job, kept).equals(read(own, own.getEntry(text)))) {
          missing.add(text);
        }
      }
    }
    return missing;
  }

  private static Bytes read(JarFile jar, ZipEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return Bytes.wrap(in.readAllBytes());
    }
  }
}
