package org.lokoscope.runtime.node;

import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.Primitive;

/** Chooses the node that does a common primitive's work in place. */
public final class Intrinsics {

  private Intrinsics() {}

  /** The node, or null if this primitive has none for so many operands. */
  public static Node of(Primitive primitive, Node[] operands, int site) {
    return switch (operands.length) {
      case 1 -> unary(primitive, operands[0], site);
      case 2 -> binary(primitive, operands[0], operands[1], site);
      case 3 ->
          primitive.name().equals("vector-set!")
              ? new Access.VectorSet(primitive, operands, site)
              : null;
      default -> null;
    };
  }

  private static Node unary(Primitive p, Node a, int site) {
    return switch (p.name()) {
      case "car" -> new Access.Car(p, a, site);
      case "cdr" -> new Access.Cdr(p, a, site);
      case "cadr" -> new Access.Cadr(p, a, site);
      case "cddr" -> new Access.Cddr(p, a, site);
      case "caar" -> new Access.Caar(p, a, site);
      case "cdar" -> new Access.Cdar(p, a, site);
      case "null?" -> new Access.IsNull(p, a, site);
      case "pair?" -> new Access.IsPair(p, a, site);
      case "not" -> new Access.Not(a);
      case "zero?", "fxzero?" -> new Access.IsZero(p, a, site);
      default -> null;
    };
  }

  private static Node binary(Primitive p, Node a, Node b, int site) {
    return switch (p.name()) {
      case "+" -> new Arithmetic.Add(p, a, b, site);
      case "-" -> new Arithmetic.Subtract(p, a, b, site);
      case "*" -> new Arithmetic.Multiply(p, a, b, site);
      case "<" -> new Arithmetic.Less(p, a, b, site);
      case "<=" -> new Arithmetic.LessOrEqual(p, a, b, site);
      case ">" -> new Arithmetic.Greater(p, a, b, site);
      case ">=" -> new Arithmetic.GreaterOrEqual(p, a, b, site);
      case "=" -> new Arithmetic.Equal(p, a, b, site);
      case "fx+" -> new Arithmetic.FixnumAdd(p, a, b, site);
      case "fx-" -> new Arithmetic.FixnumSubtract(p, a, b, site);
      case "fx<?" -> new Arithmetic.FixnumLess(p, a, b, site);
      case "fx<=?" -> new Arithmetic.FixnumLessOrEqual(p, a, b, site);
      case "fx>?" -> new Arithmetic.FixnumGreater(p, a, b, site);
      case "fx>=?" -> new Arithmetic.FixnumGreaterOrEqual(p, a, b, site);
      case "fx=?" -> new Arithmetic.FixnumEqual(p, a, b, site);
      case "quotient" -> new Arithmetic.Quotient(p, a, b, site);
      case "remainder" -> new Arithmetic.Remainder(p, a, b, site);
      case "eq?" -> new Access.IsEq(p, a, b, site);
      case "set-car!" -> new Access.SetCar(p, a, b, site);
      case "set-cdr!" -> new Access.SetCdr(p, a, b, site);
      case "cons" -> new Access.Cons(p, a, b, site);
      case "char=?" -> new Text.CharEqual(p, a, b, site);
      case "char<?" -> new Text.CharLess(p, a, b, site);
      case "string-ref" -> new Text.StringRef(p, a, b, site);
      case "vector-ref" -> new Access.VectorRef(p, a, b, site);
      default -> null;
    };
  }
}
