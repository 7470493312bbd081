// SPDX-License-Identifier: Apache-2.0
import java.util.List;

/** What the table says about one intrinsic. */
record Intrinsic(String kind, List<String> primitives, String className, List<FastPath> paths) {

  static final List<String> KINDS = List.of("value", "test", "effect", "node");

  Intrinsic {
    if (!KINDS.contains(kind)) {
      throw new IllegalArgumentException("unknown kind of intrinsic: " + kind);
    }
  }

  int arity() {
    return paths.getFirst().operands().size();
  }

  boolean isTest() {
    return kind.equals("test");
  }

  boolean isWrittenByHand() {
    return kind.equals("node");
  }

  /** Whether its fast path takes all operands, so that there is no slow one. */
  boolean isComplete() {
    return paths.getLast().isUnconditional();
  }

  /** The statements at the end of a fast path. */
  List<String> result(FastPath path) {
    if (kind.equals("effect")) {
      return List.of(path.expression() + ";", "return Special.UNSPECIFIED;");
    }
    if (path.check().isEmpty()) {
      return List.of("return " + path.expression() + ";");
    }
    String type = path.operands().getFirst().type();
    return List.of(
        type + " result = " + path.expression() + ";",
        "if (" + path.check() + ") {",
        "return result;",
        "}");
  }
}
