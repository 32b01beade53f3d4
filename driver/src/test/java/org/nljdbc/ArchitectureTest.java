package org.nljdbc;

import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.Driver;
import java.util.List;
import org.nljdbc.jdbc.Connections;

@AnalyzeClasses(packages = "org.nljdbc", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** The driver loads no model and no native code; a model is reached through the SPI alone. */
  @ArchTest
  static final ArchRule KNOWS_NO_MODEL_LIBRARY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..", "com.sun.jna..", "org.nljdbc.runtime..");

  @ArchTest
  static final ArchRule LOADS_NO_NATIVE_CODE =
      noClasses()
          .should()
          .callMethod(System.class, "load", String.class)
          .orShould()
          .callMethod(System.class, "loadLibrary", String.class);

  /** What may be missing is reached from where that is expected. */
  @ArchTest
  static final ArchRule ONLY_SPANS_KNOW_OPENTELEMETRY =
      noClasses()
          .that()
          .haveNameNotMatching("org\\.nljdbc\\.trace\\.Otel.*")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..");

  @ArchTest
  static final ArchRule ONLY_RECORDINGS_KNOW_THE_FLIGHT_RECORDER =
      noClasses()
          .that()
          .haveNameNotMatching("org\\.nljdbc\\.trace\\.(Jfr.*|QuestionEvent)")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jdk.jfr..");

  /** Only the way in is public; what a user sees are interfaces of java.sql and org.nljdbc. */
  @ArchTest
  static final ArchRule WRAPPERS_ARE_HIDDEN =
      classes()
          .that()
          .resideInAPackage("org.nljdbc.jdbc")
          .and()
          .doNotBelongToAnyOf(Connections.class)
          .should()
          .notBePublic();

  @ArchTest
  static final ArchRule WRAPPERS_ARE_FINAL =
      classes()
          .that()
          .resideInAPackage("org.nljdbc.jdbc")
          .and()
          .haveSimpleNameStartingWith("Wrapped")
          .and()
          .doNotHaveSimpleName("WrappedResultSet") // CappedResultSet is one that ends sooner
          .should()
          .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
          .andShould()
          .notHaveModifier(ABSTRACT);

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("org.nljdbc.(*)..").should().beFreeOfCycles();

  /** What is below does not know what is above it. */
  @ArchTest
  static final ArchRule SPI_STANDS_ALONE =
      noClasses()
          .that()
          .resideInAnyPackage("org.nljdbc.spi", "org.nljdbc.settings", "org.nljdbc.statement")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.nljdbc.jdbc",
              "org.nljdbc.translate",
              "org.nljdbc.schema",
              "org.nljdbc.prompt",
              "org.nljdbc.sql");

  @ArchTest
  static final ArchRule TRANSLATION_KNOWS_NO_WRAPPERS =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.nljdbc", "org.nljdbc.jdbc")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.nljdbc.jdbc");

  /** Tools scan a jar's class files for drivers and offer each one they find. */
  @ArchTest
  static void thereIsOneDriver(JavaClasses all) {
    List<String> drivers =
        all.stream()
            .filter(type -> type.isAssignableTo(Driver.class))
            .map(JavaClass::getName)
            .toList();
    assertEquals(List.of(NlDriver.class.getName()), drivers);
  }
}
