package io.sealstream.schemas;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.sealstream.schemas.registry.ConfluentSchemaRegistryClient;
import java.time.Instant;

@AnalyzeClasses(packages = "io.sealstream.schemas")
class ArchitectureTest {
  private static final String CONFLUENT =
      "org.apache.flink.avro.registry.confluent.shaded.io.confluent..";
  private static final DescribedPredicate<JavaClass> ADAPTER =
      DescribedPredicate.describe(
          "the registry adapter",
          c -> c.getName().startsWith(ConfluentSchemaRegistryClient.class.getName()));
  private static final DescribedPredicate<JavaClass> FLINK =
      resideInAPackage("org.apache.flink..")
          .and(DescribedPredicate.not(resideInAPackage(CONFLUENT)));

  @ArchTest
  static final ArchRule flinkIsKnownToTypeinfoAlone =
      noClasses().that().resideOutsideOfPackage("..typeinfo..").should().dependOnClassesThat(FLINK);

  @ArchTest
  static final ArchRule confluentIsKnownToOneClass =
      noClasses()
          .that(DescribedPredicate.not(ADAPTER))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink.avro..");

  @ArchTest
  static final ArchRule nothingThatIsBundledUnrelocated =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.google.common..", "org.yaml.snakeyaml..", "org.apache.commons..");

  /** An ITCase lives in the time of its servers. */
  @ArchTest
  static final ArchRule noWallClock =
      noClasses()
          .that()
          .haveNameNotMatching(".*ITCase")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Instant.class, "now");

  @ArchTest
  static final ArchRule noForeignLogging =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "org.apache.log4j..", "org.apache.logging..");

  @ArchTest
  static final ArchRule noJunit4 =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("junit..", "org.junit", "org.junit.rules..", "org.junit.runner..");

  @ArchTest
  static final ArchRule layersPointInward =
      noClasses()
          .that()
          .resideInAnyPackage("..schemas", "..codec..", "..registry..")
          .and()
          .haveSimpleNameNotEndingWith("ArchitectureTest")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..schemas.typeinfo..", "..emitter..", "..ingest..", "..ecs..", "..sample..");
}
