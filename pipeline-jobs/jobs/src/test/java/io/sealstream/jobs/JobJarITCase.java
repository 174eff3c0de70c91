package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jars that are given to Flink: what each must hold, and what would clash with Flink's own. */
class JobJarITCase {

  /** Connectors are ours to bring; connector-base is Flink's since FLINK-26701 and FLINK-30400. */
  private static final List<String> FLINK_PARTS_OF_OURS =
      List.of(
          "org/apache/flink/connector/kafka/",
          "org/apache/flink/streaming/connectors/kafka/",
          // One class of the Kafka connector lives there.
          "org/apache/flink/streaming/util/serialization/JSONKeyValueDeserializationSchema",
          "org/apache/flink/avro/registry/confluent/shaded/",
          "org/apache/flink/avro/shaded/com/fasterxml/");

  private static final List<String> AWS = List.of("software/amazon/", "org/reactivestreams/");
  private static final List<String> ELASTIC =
      List.of(
          "co/elastic/",
          "org/apache/hc/",
          "io/opentelemetry/",
          "tools/jackson/",
          "jakarta/json/",
          "org/eclipse/parsson/",
          "org/apache/commons/logging/");
  private static final List<String> POLICY =
      List.of("io/sealstream/policy/", "org/snakeyaml/", "com/google/re2j/");

  /** One job's jar, as the build names it, and what must not be in it. */
  private record JobJar(String word, String main, List<String> othersParts) {

    JarFile open() throws IOException {
      String pattern = "sealstream-jobs-*-" + word + ".jar";
      try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of("target"), pattern)) {
        List<Path> jars = new ArrayList<>();
        found.forEach(jars::add);
        assertThat(jars).as("target/" + pattern).hasSize(1);
        return new JarFile(jars.get(0).toFile());
      }
    }

    List<String> entries() throws IOException {
      try (JarFile jar = open()) {
        return jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
      }
    }
  }

  static Stream<JobJar> jobs() {
    return Stream.of(
        new JobJar("policy", "io.sealstream.jobs.PolicyJob", both(AWS, ELASTIC)),
        new JobJar("evidence", "io.sealstream.jobs.EvidenceJob", both(ELASTIC, POLICY)),
        new JobJar("search", "io.sealstream.jobs.SearchJob", both(AWS, POLICY)));
  }

  private static List<String> both(List<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("jobs")
  @DisplayName("the manifest names the job's main class, and the version that seals tell")
  void manifestNamesMainClassAndVersion(JobJar job) throws IOException {
    try (JarFile jar = job.open()) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      String version = manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION);

      assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS)).isEqualTo(job.main());
      assertThat(Path.of(jar.getName()).getFileName().toString())
          .startsWith("sealstream-jobs-" + version + "-");
      assertThat(jar.getEntry(job.main().replace('.', '/') + ".class")).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  @DisplayName("of Flink only the Kafka connector and the registry client are inside")
  void flinkItselfIsNotInside(JobJar job) throws IOException {
    List<String> entries = job.entries();

    assertThat(entries)
        .filteredOn(name -> name.startsWith("org/apache/flink/") && name.endsWith(".class"))
        .allMatch(name -> FLINK_PARTS_OF_OURS.stream().anyMatch(name::startsWith));
    assertThat(entries).contains("org/apache/flink/connector/kafka/source/KafkaSource.class");
  }

  @ParameterizedTest
  @MethodSource("jobs")
  @DisplayName("Guava goes under our name, and logging is left to Flink")
  void nothingClashes(JobJar job) throws IOException {
    assertThat(job.entries())
        .noneMatch(name -> name.startsWith("com/google/common/"))
        .contains("io/sealstream/shaded/com/google/common/base/Preconditions.class")
        .noneMatch(name -> name.startsWith("org/slf4j/"))
        .noneMatch(name -> name.startsWith("org/apache/log4j/"))
        .noneMatch(name -> name.startsWith("org/apache/logging/"))
        .noneMatch(name -> name.startsWith("ch/qos/logback/"))
        .noneMatch(name -> name.startsWith("META-INF/services/org.slf4j"));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  @DisplayName("LICENSE and NOTICE of every library inside are inside, whole, and so is our own")
  void licensesOfLibrariesAreInside(JobJar job) throws IOException {
    try (JarFile jar = job.open()) {
      assertThat(jar.getEntry("META-INF/licenses/sealstream/LICENSE")).isNotNull();
      List<LibraryLicenses> libraries = LibraryLicenses.ofClassPath(jar);

      assertThat(libraries)
          .as("a check of nothing would always pass")
          .extracting(LibraryLicenses::library)
          .anyMatch(name -> name.startsWith("kafka-clients-"))
          .anyMatch(name -> name.startsWith("avro-"))
          .anyMatch(name -> name.startsWith("flink-sql-avro-confluent-registry-"));
      for (LibraryLicenses library : libraries) {
        assertThat(library.missingIn(jar)).as(library.library()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  @DisplayName("no job carries what only another one needs")
  void othersPartsAreNotInside(JobJar job) throws IOException {
    assertThat(job.entries())
        .noneMatch(name -> job.othersParts().stream().anyMatch(name::startsWith));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  @DisplayName("nothing is left of signatures and modules, and nothing is there twice")
  void leftoversAreGone(JobJar job) throws IOException {
    List<String> endings = List.of(".SF", ".RSA", ".DSA", ".EC");

    assertThat(job.entries())
        .doesNotHaveDuplicates()
        .noneMatch(name -> name.endsWith("module-info.class"))
        .noneMatch(name -> name.startsWith("META-INF/maven/"))
        .noneMatch(
            name -> name.startsWith("META-INF/") && endings.stream().anyMatch(name::endsWith));
  }
}
