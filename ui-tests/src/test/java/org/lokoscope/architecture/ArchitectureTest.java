// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.verify.TraceVerifier;

/**
 * The one direction of dependence between the modules, and what each of them may know.
 *
 * <p>A rule that matches no class fails (ArchUnit's default), so a renamed package cannot turn one
 * of them off.
 */
class ArchitectureTest {
  private static final String RUNTIME = "org.lokoscope.runtime..";
  private static final String TRACER = "org.lokoscope.tracer..";
  private static final String STORE = "org.lokoscope.store..";
  private static final String VIEWS = "org.lokoscope.views..";
  private static final String SAMPLES = "org.lokoscope.samples..";
  private static final String GUI = "org.lokoscope.gui..";
  private static final String FX_ADAPTER = "org.lokoscope.views.fx..";
  private static final String[] JAVAFX = {"javafx..", "com.sun.javafx..", "com.sun.glass.."};
  private static final String CHRONICLE = "net.openhft..";

  private static JavaClasses program;

  @BeforeAll
  static void importProgram() {
    program =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.lokoscope");
  }

  @Test
  void shouldDependInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("runtime")
        .definedBy(RUNTIME)
        .layer("tracer")
        .definedBy(TRACER)
        .layer("store")
        .definedBy(STORE)
        .layer("views")
        .definedBy(VIEWS)
        .layer("samples")
        .definedBy(SAMPLES)
        .layer("gui")
        .definedBy(GUI)
        .whereLayer("runtime")
        .mayNotAccessAnyLayer()
        .whereLayer("tracer")
        .mayOnlyAccessLayers("runtime")
        .whereLayer("store")
        .mayOnlyAccessLayers("runtime", "tracer")
        .whereLayer("views")
        .mayOnlyAccessLayers("runtime", "tracer", "store")
        .whereLayer("samples")
        .mayOnlyAccessLayers("runtime")
        .whereLayer("gui")
        .mayNotBeAccessedByAnyLayer()
        .check(program);
  }

  @Test
  void shouldBelongToAModule() {
    classes()
        .should()
        .resideInAnyPackage(RUNTIME, TRACER, STORE, VIEWS, SAMPLES, GUI)
        .check(program);
  }

  @Test
  void shouldHaveNoPackageCycles() {
    slices().matching("org.lokoscope.(**)").should().beFreeOfCycles().check(program);
  }

  @Test
  void shouldKeepJavaFxInTheAdapterAndTheGui() {
    noClasses()
        .that()
        .resideOutsideOfPackages(FX_ADAPTER, GUI)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(JAVAFX)
        .check(program);
  }

  @Test
  void shouldKeepChronicleInTheStore() {
    noClasses()
        .that()
        .resideOutsideOfPackage(STORE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(CHRONICLE)
        .check(program);
  }

  @Test
  void shouldShowNoChronicleTypeInAPublicSignatureOfTheStore() {
    members()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(STORE)
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .and(Signature.isVisibleOutside())
        .should(Signature.notMention(CHRONICLE))
        .check(program);
  }

  /** Reports used to go past the seam, so tests could not put anything behind it. */
  @Test
  void shouldReachTheStoreFromTheGuiThroughItsOneSeam() {
    noClasses()
        .that()
        .resideInAPackage(GUI)
        .and()
        .resideOutsideOfPackage("org.lokoscope.gui.work..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.lokoscope.store.file..",
            "org.lokoscope.store.export..",
            "org.lokoscope.store.log..")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(LeakAnalysis.class, TraceVerifier.class)
        .check(program);
  }

  /** Unless these match something, the two rules above would hold in an empty tree. */
  @Test
  void shouldSeeTheLibrariesThatTheRulesSpeakOf() {
    classes()
        .that()
        .resideInAPackage(STORE)
        .should(Signature.dependAtLeastOnceOn(CHRONICLE))
        .check(program);
    classes()
        .that()
        .resideInAPackage(FX_ADAPTER)
        .should(Signature.dependAtLeastOnceOn(JAVAFX))
        .check(program);
  }

  @Test
  void shouldExplainEachPackage() throws IOException {
    List<Path> packages = packageFolders();
    assertThat(packages).isNotEmpty();
    assertThat(packages).allSatisfy(it -> assertThat(it.resolve("package-info.java")).exists());
  }

  /** The directories with sources, of all modules; tests run in the directory of this module. */
  private static List<Path> packageFolders() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      return modules
          .map(module -> module.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .flatMap(ArchitectureTest::sources)
          .map(Path::getParent)
          .distinct()
          .toList();
    }
  }

  private static Stream<Path> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
