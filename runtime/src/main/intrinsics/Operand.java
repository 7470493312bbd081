// SPDX-License-Identifier: Apache-2.0
import java.util.Optional;

/** An operand of a fast path: a Java type and a name. */
record Operand(String type, String name) {

  static Operand parse(String text) {
    int space = text.indexOf(' ');
    return new Operand(text.substring(0, space), text.substring(space + 1));
  }

  boolean isAnything() {
    return type.equals("Object");
  }

  /** What {@code instanceof} tests; numbers are unboxed afterwards. */
  String pattern() {
    return switch (type) {
      case "long" -> "Long " + boxed();
      case "double" -> "Double " + boxed();
      default -> type + " " + name;
    };
  }

  private String boxed() {
    return name + "Boxed";
  }

  /** The declaration of the name, if the pattern has not declared it. */
  Optional<String> declaration(String parameter) {
    return switch (type) {
      case "long", "double" -> Optional.of(type + " " + name + " = " + boxed() + ";");
      case "Object" -> Optional.of("Object " + name + " = " + parameter + ";");
      default -> Optional.empty();
    };
  }
}
