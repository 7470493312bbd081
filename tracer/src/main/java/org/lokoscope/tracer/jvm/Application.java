// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.jvm;

import java.io.IOException;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Which classes are the application's and not a library's: those whose package begins with one of
 * some names.
 *
 * @param prefixes each with a dot at its end; "" stands for the classes that are in no package
 */
record Application(List<String> prefixes) {

  static final Application UNKNOWN = new Application(List.of());

  /** Whose main class starts the applications of others. */
  private static final List<String> LAUNCHERS =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "org.apache.",
          "org.codehaus.",
          "org.eclipse.",
          "org.gradle.",
          "org.junit.",
          "org.springframework.",
          "io.helidon.",
          "io.micronaut.",
          "io.quarkus.");

  /** How much of the main class's package the others of the application share. */
  private static final int SHARED = 2;

  /** Named by whoever started the agent: {@code com.acme:org.acme}. */
  static Application named(String names) {
    return new Application(List.of(names.split(":")).stream().map(name -> name + '.').toList());
  }

  /**
   * Guessed from the main class: its package, of which the first two parts count.
   *
   * @param command what the JVM runs: a class, a module and a class, or a jar; with arguments
   */
  static Application guessed(@Nullable String command) {
    String first = command == null ? "" : command.split(" ", 2)[0];
    String main = first.endsWith(".jar") ? mainOf(first) : first.substring(first.indexOf('/') + 1);
    if (main.isEmpty() || LAUNCHERS.stream().anyMatch(main::startsWith)) {
      return UNKNOWN;
    }
    int end = 0;
    for (int part = 0; part < SHARED && main.indexOf('.', end) >= 0; part++) {
      end = main.indexOf('.', end) + 1;
    }
    return new Application(List.of(main.substring(0, end)));
  }

  private static String mainOf(String jar) {
    try (JarFile file = new JarFile(jar)) {
      Manifest manifest = file.getManifest();
      Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
      String started = main.getValue("Start-Class");
      String name = started == null ? main.getValue(Attributes.Name.MAIN_CLASS) : started;
      return name == null ? "" : name;
    } catch (IOException unreadable) {
      return "";
    }
  }

  boolean isKnown() {
    return !prefixes.isEmpty();
  }

  boolean holds(String type) {
    for (String prefix : prefixes) {
      if (prefix.isEmpty() ? type.indexOf('.') < 0 : type.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
