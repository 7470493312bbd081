// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes {@code Intrinsics.java} from the table of intrinsics: for each a node class, and the
 * method that chooses one. The build runs this file with the JDK of the toolchain before it
 * compiles.
 *
 * <p>Each intrinsic gets all its code in a class of its own, because the JVM keeps one profile for
 * a method: the operation is part of what the JIT compiles, and operands of one operation do not
 * spoil the profile of another. This is done at build time, so that starting costs nothing and the
 * classes come out of the cache of loaded classes.
 */
final class IntrinsicsGenerator {

  private static final String HEAD =
      """
      package org.lokoscope.runtime.node;

      import org.lokoscope.runtime.datum.MultipleValues;
      import org.lokoscope.runtime.datum.Nil;
      import org.lokoscope.runtime.datum.Pair;
      import org.lokoscope.runtime.datum.SchemeChar;
      import org.lokoscope.runtime.datum.SchemeString;
      import org.lokoscope.runtime.datum.Special;
      import org.lokoscope.runtime.vm.Machine;
      import org.lokoscope.runtime.vm.Node;
      import org.lokoscope.runtime.vm.Primitive;

      /** Common primitives done in place. Generated from the table intrinsics.txt: change that. */
      public final class Intrinsics {

        private Intrinsics() {}
      """;

  private static final List<String> SHAPES = List.of("Unary", "Binary", "Ternary");

  /** What the parameters and operands of the generated methods are called. */
  private static final List<String> PARAMETERS = List.of("x", "y", "z");

  private static final List<String> NODES = List.of("a", "b", "c");

  private final StringBuilder out = new StringBuilder(HEAD);
  private int depth = 1;

  /**
   * @param args the table, and the file to write
   */
  public static void main(String[] args) throws IOException {
    List<Intrinsic> table = IntrinsicsTable.read(Files.readAllLines(Path.of(args[0])));
    String source = new IntrinsicsGenerator().generate(table);
    Path file = Path.of(args[1]);
    Files.createDirectories(file.getParent());
    // An unchanged file keeps its time, so that nothing is compiled again.
    if (!Files.exists(file) || !Files.readString(file).equals(source)) {
      Files.writeString(file, source);
    }
  }

  private String generate(List<Intrinsic> table) {
    chooser();
    for (int arity = 1; arity <= SHAPES.size(); arity++) {
      choice(table, arity);
    }
    table.stream().filter(each -> !each.isWrittenByHand()).forEach(this::node);
    line("}");
    return out.toString();
  }

  /** Writes a line, indented by the blocks that are open. */
  private void line(String line) {
    if (line.startsWith("}")) {
      depth--;
    }
    out.append(line.isEmpty() ? "" : "  ".repeat(depth)).append(line).append('\n');
    if (line.endsWith("{")) {
      depth++;
    }
  }

  private void line(String format, Object... arguments) {
    line(format.formatted(arguments));
  }

  // The choice of a node

  private void chooser() {
    line("");
    line("/** The node, or null if this primitive has none for so many operands. */");
    line("public static Node of(Primitive primitive, Node[] operands, int site) {");
    line("return switch (operands.length) {");
    for (int arity = 1; arity <= SHAPES.size(); arity++) {
      line("case %d -> %s(primitive, operands, site);", arity, chooserName(arity));
    }
    line("default -> null;");
    line("};");
    line("}");
  }

  private static String chooserName(int arity) {
    return SHAPES.get(arity - 1).toLowerCase();
  }

  private void choice(List<Intrinsic> table, int arity) {
    line("");
    line(
        "private static Node %s(Primitive primitive, Node[] operands, int site) {",
        chooserName(arity));
    line("return switch (primitive.name()) {");
    for (Intrinsic each : table) {
      if (each.arity() == arity) {
        String names =
            each.primitives().stream().map(n -> '"' + n + '"').collect(Collectors.joining(", "));
        String arguments = each.isWrittenByHand() ? "operands[0]" : "primitive, operands, site";
        line("case %s -> new %s(%s);", names, each.className(), arguments);
      }
    }
    line("default -> null;");
    line("};");
    line("}");
  }

  // The node of one intrinsic

  private void node(Intrinsic intrinsic) {
    String name = intrinsic.className();
    String shape = SHAPES.get(intrinsic.arity() - 1);
    line("");
    line("/** {@code %s} in place. */", String.join(", ", intrinsic.primitives()));
    line("public static final class %s extends Operation.%s {", name, shape);
    line("%s(Primitive primitive, Node[] operands, int site) {", name);
    line("super(primitive, operands, site);");
    line("}");
    if (intrinsic.isTest()) {
      test(intrinsic);
    } else {
      value(intrinsic);
    }
    line("}");
  }

  private void value(Intrinsic intrinsic) {
    method(
        "Object eval(Object[] locals, Machine machine)",
        "return apply(%s, machine);".formatted(evaluated(intrinsic)));
    begin("Object apply(%s, Machine machine)".formatted(parameters(intrinsic)));
    fastPaths(intrinsic, "return slow(%s, machine);");
  }

  private void test(Intrinsic intrinsic) {
    method("boolean isTest()", "return true;");
    method(
        "Object eval(Object[] locals, Machine machine)",
        "return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;");
    method(
        "boolean test(Object[] locals, Machine machine)",
        "return holds(%s, machine);".formatted(evaluated(intrinsic)));
    method(
        "Object apply(%s, Machine machine)".formatted(parameters(intrinsic)),
        "return holds(%s, machine) ? Boolean.TRUE : Boolean.FALSE;".formatted(values(intrinsic)));
    begin("boolean holds(%s, Machine machine)".formatted(parameters(intrinsic)));
    fastPaths(intrinsic, "return slow(%s, machine) != Boolean.FALSE;");
  }

  private void method(String signature, String statement) {
    begin(signature);
    line(statement);
    line("}");
  }

  private void begin(String signature) {
    line("");
    line("@Override");
    line("public %s {", signature);
  }

  private void fastPaths(Intrinsic intrinsic, String slow) {
    for (FastPath path : intrinsic.paths()) {
      fastPath(intrinsic, path);
    }
    if (!intrinsic.isComplete()) {
      line(slow, values(intrinsic));
    }
    line("}");
  }

  private void fastPath(Intrinsic intrinsic, FastPath path) {
    List<String> guards = new ArrayList<>();
    for (int i = 0; i < path.operands().size(); i++) {
      Operand operand = path.operands().get(i);
      if (!operand.isAnything()) {
        guards.add(PARAMETERS.get(i) + " instanceof " + operand.pattern());
      }
    }
    line((guards.isEmpty() ? "" : "if (" + String.join(" && ", guards) + ") ") + "{");
    for (int i = 0; i < path.operands().size(); i++) {
      path.operands().get(i).declaration(PARAMETERS.get(i)).ifPresent(this::line);
    }
    if (!path.guard().isEmpty()) {
      line("if (%s) {", path.guard());
    }
    intrinsic.result(path).forEach(this::line);
    if (!path.guard().isEmpty()) {
      line("}");
    }
    line("}");
  }

  private static String parameters(Intrinsic intrinsic) {
    return joined(intrinsic, i -> "Object " + PARAMETERS.get(i));
  }

  private static String values(Intrinsic intrinsic) {
    return joined(intrinsic, PARAMETERS::get);
  }

  private static String evaluated(Intrinsic intrinsic) {
    return joined(intrinsic, i -> NODES.get(i) + ".eval(locals, machine)");
  }

  private static String joined(Intrinsic intrinsic, IntFunction<String> text) {
    return IntStream.range(0, intrinsic.arity()).mapToObj(text).collect(Collectors.joining(", "));
  }
}
