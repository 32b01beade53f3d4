package org.nljdbc.it.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** driver &lt;- model-runtime &lt;- it-tests, samples; DJL in model-runtime alone. */
class DependencyDirectionTest {

  private static final String[] RUNTIME = {"org.nljdbc.runtime.."};
  private static final String[] DRIVER_ONLY_KNOWS = {
    "org.nljdbc.runtime..",
    "org.nljdbc.it..",
    "org.nljdbc.samples..",
    "ai.djl..",
    "com.google.gson.."
  };

  private final JavaClasses classes = new ClassFileImporter().importPackages("org.nljdbc");

  @Test
  void theDriverKnowsNoModelRuntime() {
    noClasses()
        .that()
        .resideInAPackage("org.nljdbc..")
        .and()
        .resideOutsideOfPackages("org.nljdbc.runtime..", "org.nljdbc.it..", "org.nljdbc.samples..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(DRIVER_ONLY_KNOWS)
        .check(classes);
  }

  /** Whoever uses the driver loads nothing of the server, and needs none of its libraries. */
  @Test
  void nothingButTheCommandLineKnowsTheServer() {
    noClasses()
        .that()
        .resideInAPackage("org.nljdbc..")
        .and()
        .resideOutsideOfPackages(
            "org.nljdbc.runtime.server..",
            "org.nljdbc.runtime.cli..",
            "org.nljdbc.it..",
            "org.nljdbc.samples..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.nljdbc.runtime.server..",
            "org.nljdbc.runtime.cli..",
            "io.javalin..",
            "org.eclipse.jetty..",
            "io.micrometer..",
            "io.github.bucket4j..",
            "io.github.resilience4j.retry..",
            "com.zaxxer..",
            "com.nimbusds..",
            "redis.clients..",
            "picocli..")
        .check(classes);
  }

  @Test
  void theModelRuntimeKnowsNoTestsAndNoJdbcLayer() {
    noClasses()
        .that()
        .resideInAnyPackage(RUNTIME)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.nljdbc.it..",
            "org.nljdbc.samples..",
            "org.nljdbc.jdbc..",
            "org.nljdbc.statement..")
        .check(classes);
  }

  @Test
  void theTestsKnowNoDjl() {
    noClasses()
        .that()
        .resideInAPackage("org.nljdbc.it..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..")
        .check(classes);
  }

  /** The samples are built after this module, so their sources are looked at instead. */
  @Test
  void theSamplesKnowNoDjl() throws IOException {
    List<Path> knowing = new ArrayList<>();
    List<Path> sources;
    try (Stream<Path> walk = Files.walk(Path.of("..", "samples", "src"))) {
      sources = walk.filter(path -> path.toString().endsWith(".java")).toList();
    }
    assertFalse(sources.isEmpty());
    for (Path source : sources) {
      if (Files.readString(source).contains("ai.djl")) {
        knowing.add(source);
      }
    }
    assertEquals(List.of(), knowing);
  }
}
