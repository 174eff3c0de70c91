package io.sealstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The bill of materials that the build leaves in the root's target folder. */
class SbomITCase {
  private static final Path SBOM = Path.of("../../target/sealstream-sbom.json");

  /** The command's run-time class path, which holds all that the job jars are made of. */
  private static final Path CLASS_PATH = Path.of("target/classpath.txt");

  private static final List<String> FOR_TESTS_ONLY =
      List.of("junit", "assertj", "archunit", "awaitility", "jqwik", "flink-test-utils");

  @Test
  @DisplayName("every jar that runs is listed with its version and hashes")
  void everyJarIsListed() throws IOException {
    List<String> listed = new ArrayList<>();
    for (JsonNode component : components()) {
      listed.add(component.path("name").asText() + "-" + component.path("version").asText());
    }
    String[] jars = Files.readString(CLASS_PATH).strip().split(File.pathSeparator, -1);

    assertThat(jars).hasSizeGreaterThan(50);
    assertThat(listed)
        .contains(List.of(jars).stream().map(SbomITCase::nameAndVersion).toArray(String[]::new));
  }

  @Test
  @DisplayName("what only tests need is not listed")
  void testsAreNotListed() throws IOException {
    assertThat(components())
        .extracting(component -> component.path("name").asText())
        .noneMatch(name -> FOR_TESTS_ONLY.stream().anyMatch(name::contains));
  }

  @Test
  @DisplayName("nothing in it differs from build to build of one commit")
  void nothingDiffersFromBuildToBuild() throws IOException {
    JsonNode sbom = sbom();

    assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(sbom.has("serialNumber")).isFalse();
    assertThat(sbom.path("metadata").has("timestamp")).isFalse();
  }

  private static String nameAndVersion(String jar) {
    return String.valueOf(Path.of(jar).getFileName()).replaceFirst("\\.jar$", "");
  }

  private static JsonNode components() throws IOException {
    return sbom().path("components");
  }

  private static JsonNode sbom() throws IOException {
    assumeTrue(Files.exists(SBOM), "Maven makes no SBOM when it is offline");
    return new ObjectMapper().readTree(SBOM.toFile());
  }
}
