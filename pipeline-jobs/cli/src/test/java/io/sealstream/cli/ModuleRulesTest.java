package io.sealstream.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between modules, and what no module may do. No frozen baseline: zero violations. */
@AnalyzeClasses(packages = "io.sealstream", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleRulesTest {

  @ArchTest
  static final ArchRule ARROWS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("schemas")
          .definedBy("io.sealstream.schemas..")
          .layer("policy-cep")
          .definedBy("io.sealstream.policy..")
          .layer("sinks/evidence")
          .definedBy("io.sealstream.evidence..")
          .layer("sinks/flink")
          .definedBy("io.sealstream.sinks..")
          .layer("jobs")
          .definedBy("io.sealstream.jobs..")
          .layer("local")
          .definedBy("io.sealstream.local..")
          .layer("cli")
          .definedBy("io.sealstream.cli..")
          .whereLayer("schemas")
          .mayNotAccessAnyLayer()
          .whereLayer("policy-cep")
          .mayOnlyAccessLayers("schemas")
          .whereLayer("sinks/evidence")
          .mayOnlyAccessLayers("schemas")
          .whereLayer("sinks/flink")
          .mayOnlyAccessLayers("schemas", "sinks/evidence")
          .whereLayer("jobs")
          .mayOnlyAccessLayers("schemas", "policy-cep", "sinks/evidence", "sinks/flink")
          .whereLayer("local")
          .mayNotAccessAnyLayer()
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule EVIDENCE_AND_POLICY_LANGUAGE_RUN_WITHOUT_FLINK =
      noClasses()
          .that()
          .resideInAPackage("io.sealstream.evidence..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule SCHEMAS_KNOW_FLINK_ONLY_AS_TYPE_INFORMATION =
      noClasses()
          .that(resideInAnyPackage("io.sealstream.schemas.."))
          .and()
          .resideOutsideOfPackage("io.sealstream.schemas.typeinfo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink.api..",
              "org.apache.flink.core..",
              "org.apache.flink.streaming..",
              "org.apache.flink.runtime..",
              "org.apache.flink.types..",
              "org.apache.flink.util..");

  @ArchTest
  static final ArchRule NO_SLOW_REGISTRY_DESERIALIZER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveSimpleName("RegistryAvroDeserializationSchema");

  @ArchTest
  static final ArchRule A_SEAL_IS_NEVER_DROPPED_IN_SILENCE =
      noClasses()
          .that(
              // Drops only what the operator accepts to lose, counted and logged.
              DescribedPredicate.not(
                  JavaClass.Predicates.simpleNameContaining("GuardedRequest")
                      .and(JavaClass.Predicates.resideInAPackage("io.sealstream.sinks.kafka"))))
          .should()
          .callMethodWhere(
              com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                  com.tngtech.archunit.core.domain.properties.HasName.Predicates.name(
                      "signalFailedWithKnownReason")));

  @ArchTest
  static final ArchRule FUNCTIONS_ARE_PACKAGE_PRIVATE =
      classes()
          .that()
          .resideInAnyPackage(
              "io.sealstream.jobs..", "io.sealstream.policy..", "io.sealstream.sinks..")
          .and()
          .haveSimpleNameEndingWith("Function")
          .should()
          .bePackagePrivate();

  @ArchTest
  static final ArchRule NO_WALL_CLOCK =
      noClasses().should().callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule NO_SLEEP =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule NO_JAVA_UTIL_LOGGING =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  @ArchTest
  static final ArchRule NO_JUNIT_4 =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.junit");
}
