package io.sealstream.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages of policy-cep. A package that is not named here is an error. */
@AnalyzeClasses(packages = "io.sealstream", importOptions = ImportOption.DoNotIncludeTests.class)
class PolicyRulesTest {
  private static final String ROOT = "io.sealstream.policy";

  @ArchTest
  static final ArchRule ARROWS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("yaml")
          .definedBy(ROOT + ".yaml..")
          .layer("event")
          .definedBy(ROOT + ".event..")
          .layer("sigma")
          .definedBy(ROOT + ".sigma..")
          .layer("envelope")
          .definedBy(ROOT + ".envelope..")
          .layer("match")
          .definedBy(ROOT + ".match..")
          .layer("plan")
          .definedBy(ROOT + ".plan..")
          .layer("correlate")
          .definedBy(ROOT + ".correlate..")
          .layer("sequence")
          .definedBy(ROOT + ".sequence..")
          .layer("cep")
          .definedBy(ROOT + ".cep..")
          .layer("publish")
          .definedBy(ROOT + ".publish..")
          .layer("policy")
          .definedBy(ROOT)
          .whereLayer("yaml")
          .mayNotAccessAnyLayer()
          .whereLayer("event")
          .mayNotAccessAnyLayer()
          .whereLayer("plan")
          .mayNotAccessAnyLayer()
          .whereLayer("correlate")
          .mayOnlyAccessLayers("plan")
          .whereLayer("sequence")
          .mayOnlyAccessLayers("yaml", "event", "sigma", "plan", "correlate")
          .whereLayer("cep")
          .mayOnlyAccessLayers("plan", "correlate", "sequence")
          .whereLayer("sigma")
          .mayOnlyAccessLayers("yaml", "event", "plan")
          .whereLayer("envelope")
          .mayOnlyAccessLayers("yaml", "event", "sigma")
          .whereLayer("match")
          .mayOnlyAccessLayers("sigma", "event")
          .whereLayer("publish")
          .mayOnlyAccessLayers("policy");

  @ArchTest
  static final ArchRule EVERY_PACKAGE_HAS_ITS_LAYER =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "..")
          .should()
          .resideOutsideOfPackages(
              ROOT,
              ROOT + ".yaml..",
              ROOT + ".event..",
              ROOT + ".sigma..",
              ROOT + ".envelope..",
              ROOT + ".match..",
              ROOT + ".plan..",
              ROOT + ".correlate..",
              ROOT + ".sequence..",
              ROOT + ".cep..",
              ROOT + ".publish..");

  @ArchTest
  static final ArchRule OTHER_MODULES_SEE_THE_ROOT_AND_WHAT_IS_PUBLISHED_ONLY =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + ".*..").and(resideOutsideOfPackage(ROOT + ".publish..")));

  @ArchTest
  static final ArchRule FLINK_IS_KNOWN_TO_THE_ROOT_AND_TO_CEP_ONLY =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".*..")
          .and()
          .resideOutsideOfPackage(ROOT + ".cep..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule FLINK_CEP_IS_KNOWN_TO_CEP_ONLY =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".cep..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink.cep..");
}
