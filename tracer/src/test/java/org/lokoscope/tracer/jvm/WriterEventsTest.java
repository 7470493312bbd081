// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.tracer.schema.Deltas;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/**
 * The events in both writers are those of the schema. With {@code -Dlokoscope.writers=write} they
 * are written anew.
 */
final class WriterEventsTest {

  private static final Path MAIN = Path.of("src", "main");
  private static final Path JAVA =
      MAIN.resolve(Path.of("java", "org", "lokoscope", "tracer", "jvm", "StreamWriter.java"));
  private static final Path SCHEME =
      MAIN.resolve(
          Path.of("resources", "org", "lokoscope", "tracer", "scheme", "lokoscope", "writer.sls"));
  private static final String JAVA_MARK = "  // The events: WriterEventsTest writes them.\n\n";
  private static final String SCHEME_MARK = "  ;; The events: WriterEventsTest writes them.\n\n";
  private static final String EXPORTS_MARK = "as docs/events.md lists them\n";
  private static final int WIDTH = 98;

  @Test
  void shouldHaveTheEventsOfTheSchemaInJava() throws Exception {
    String text = Files.readString(JAVA);
    shouldBe(JAVA, text, text.substring(0, after(text, JAVA_MARK)) + javaMethods() + "}\n");
  }

  @Test
  void shouldHaveTheEventsOfTheSchemaInScheme() throws Exception {
    String text = Files.readString(SCHEME);
    int exports = after(text, EXPORTS_MARK);
    String wanted =
        text.substring(0, exports)
            + exports()
            + text.substring(text.indexOf("  (import", exports), after(text, SCHEME_MARK))
            + definitions();
    shouldBe(SCHEME, text, wanted);
  }

  private static void shouldBe(Path file, String text, String wanted) throws IOException {
    if ("write".equals(System.getProperty("lokoscope.writers"))) {
      Files.writeString(file, wanted);
    } else {
      assertThat(text).as("run this test with -Dlokoscope.writers=write").isEqualTo(wanted);
    }
  }

  private static int after(String text, String mark) {
    assertThat(text).contains(mark);
    return text.indexOf(mark) + mark.length();
  }

  private static String javaMethods() {
    StringBuilder all = new StringBuilder();
    for (EventType type : Schema.events()) {
      all.append(all.isEmpty() ? "" : "\n").append(javaMethod(type));
    }
    return all.toString();
  }

  private static String javaMethod(EventType type) {
    List<EventField> fields = type.fields().subList(1, type.fields().size());
    StringBuilder parameters = new StringBuilder("long time");
    StringBuilder body = new StringBuilder();
    String bound = "";
    for (EventField field : fields) {
      String name = field.name();
      parameters.append(", ").append(javaType(field.kind())).append(' ').append(name);
      String put =
          switch (field.kind()) {
            case TEXT -> "text(" + name + ")";
            case SEQUENCE -> "sequence(" + name + ")";
            default ->
                Deltas.isDelta(field.kind())
                    ? "delta(" + field.kind() + ", " + name + ")"
                    : "number(" + name + ")";
          };
      body.append("    ").append(put).append(";\n");
      bound +=
          switch (field.kind()) {
            case TEXT -> " + textBound(" + name + ")";
            case SEQUENCE -> " + sequenceBound(" + name + ")";
            default -> "";
          };
    }
    String head = "  public void " + type.name() + "(" + parameters + ") {\n";
    if (head.length() > 101) {
      head = "  public void " + type.name() + "(\n      " + parameters + ") {\n";
      if (parameters.length() > 91) {
        head =
            "  public void "
                + type.name()
                + "(\n      "
                + parameters.toString().replace(", ", ",\n      ")
                + ") {\n";
      }
    }
    return "  /** Event "
        + type.code()
        + ". */\n"
        + head
        + "    begin("
        + type.code()
        + ", time, "
        + (fields.size() + 1)
        + " * MAX_VARINT + 1"
        + bound
        + ");\n"
        + body
        + "    end();\n  }\n";
  }

  private static String javaType(Kind kind) {
    return switch (kind) {
      case TEXT -> "String";
      case SEQUENCE -> "long[]";
      default -> "long";
    };
  }

  private static String exports() {
    StringBuilder all = new StringBuilder();
    StringBuilder line = new StringBuilder("         ");
    for (EventType type : Schema.events()) {
      String name = kebab(type.name());
      if (line.length() + name.length() + 2 > WIDTH) {
        all.append(line).append('\n');
        line = new StringBuilder("         ");
      }
      line.append(' ').append(name);
    }
    return all.append(line).append(")\n").toString();
  }

  private static String definitions() {
    StringBuilder all = new StringBuilder();
    for (EventType type : Schema.events()) {
      StringBuilder line =
          new StringBuilder("  (define-event " + type.code() + " " + kebab(type.name()));
      for (EventField field : type.fields().subList(1, type.fields().size())) {
        String part = "(" + kebab(field.name()) + " " + field.kind() + ")";
        if (line.length() + part.length() + 2 > WIDTH) {
          all.append(line).append('\n');
          line = new StringBuilder("   ");
        }
        line.append(' ').append(part);
      }
      all.append(line).append(")\n");
    }
    return all.deleteCharAt(all.length() - 1).append(")\n").toString();
  }

  private static String kebab(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
