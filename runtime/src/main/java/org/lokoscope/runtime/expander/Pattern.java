// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeString;

/**
 * A compiled pattern of {@code syntax-case} or {@code syntax-rules}. A match fills an array with
 * one item for each variable: syntax, or for a variable under ellipses an array of such items.
 */
sealed interface Pattern {

  /** Guessed: longer lists come only from macros that grow without end. */
  int MAX_LENGTH = 1_000_000;

  boolean match(Object x, Object[] slots);

  /** Underscore. */
  record Anything() implements Pattern {
    @Override
    public boolean match(Object x, Object[] slots) {
      return true;
    }
  }

  record Variable(int slot) implements Pattern {
    @Override
    public boolean match(Object x, Object[] slots) {
      slots[slot] = x;
      return true;
    }
  }

  /**
   * An identifier that stands for itself. One that is not bound where the macro is used matches a
   * keyword of its name, too, so that {@code (only (srfi 26) cut)} need not import {@code <>}.
   */
  record Literal(Syntax identifier) implements Pattern {
    @Override
    public boolean match(Object x, Object[] slots) {
      return Syntax.isIdentifier(x)
          && (Syntax.isFree((Syntax) x, identifier) || isUnboundTwin((Syntax) x));
    }

    private boolean isUnboundTwin(Syntax x) {
      return x.symbol() == identifier.symbol()
          && x.resolve() == null
          && Expander.isKeyword(Expander.meaning(identifier.resolve()));
    }
  }

  /** Any identifier. */
  record AnyIdentifier() implements Pattern {
    @Override
    public boolean match(Object x, Object[] slots) {
      return Syntax.isIdentifier(x);
    }
  }

  record Atom(Object datum) implements Pattern {
    @Override
    public boolean match(Object x, Object[] slots) {
      Object other = Syntax.bare(x);
      return switch (datum) {
        case SchemeString string ->
            other instanceof SchemeString && string.toString().equals(other.toString());
        case byte[] bytes -> other instanceof byte[] octets && Arrays.equals(bytes, octets);
        default -> datum.equals(other);
      };
    }
  }

  record Empty() implements Pattern {
    @Override
    public boolean match(Object x, Object[] slots) {
      return Syntax.isNull(x);
    }
  }

  record Cons(Pattern car, Pattern cdr) implements Pattern {
    @Override
    public boolean match(Object x, Object[] slots) {
      return Syntax.isPair(x) && car.match(Syntax.car(x), slots) && cdr.match(Syntax.cdr(x), slots);
    }
  }

  /**
   * Items before an ellipsis and what follows it.
   *
   * @param slots the variables in {@code item}
   * @param tailLength how many items the tail takes
   */
  record Repeated(Pattern item, int[] slots, int tailLength, Pattern tail) implements Pattern {
    @Override
    public boolean match(Object x, Object[] values) {
      int length = 0;
      for (Object rest = x; Syntax.isPair(rest); rest = Syntax.cdr(rest)) {
        length++;
      }
      if (length > MAX_LENGTH) {
        throw Raise.restriction("syntax-case", "a macro was used with too long a list");
      }
      int count = length - tailLength;
      if (count < 0) {
        return false;
      }
      Object[][] found = new Object[slots.length][count];
      for (int i = 0; i < count; i++) {
        if (!item.match(Syntax.car(x), values)) {
          return false;
        }
        for (int j = 0; j < slots.length; j++) {
          found[j][i] = values[slots[j]];
        }
        x = Syntax.cdr(x);
      }
      for (int j = 0; j < slots.length; j++) {
        values[slots[j]] = found[j];
      }
      return tail.match(x, values);
    }
  }

  record Vector(Pattern items) implements Pattern {
    @Override
    public boolean match(Object x, Object[] slots) {
      return Syntax.isVector(x)
          && items.match(listOf(Arrays.asList(Syntax.vectorItems(x)), Nil.NIL), slots);
    }
  }

  static Object listOf(List<Object> items, Object tail) {
    Object list = tail;
    for (int i = items.size() - 1; i >= 0; i--) {
      list = new Pair(items.get(i), list);
    }
    return list;
  }

  /** A variable while its pattern is compiled; its place in the list is its slot. */
  record Found(Syntax identifier, int depth) {}

  /** Turns the syntax of a pattern into a pattern. */
  final class Compiler {

    private final Expander expander;
    private final @Nullable Syntax ellipsis;
    private final Object[] literals;
    final List<Found> variables = new ArrayList<>();

    /**
     * @param ellipsis what stands for the ellipsis, or null for the usual one
     */
    Compiler(Expander expander, Object[] literals, @Nullable Syntax ellipsis) {
      this.expander = expander;
      this.literals = literals;
      this.ellipsis = ellipsis;
    }

    Pattern compile(Object x, int depth) {
      if (Syntax.isIdentifier(x)) {
        return identifier((Syntax) x, depth);
      }
      if (Syntax.isPair(x)) {
        Object rest = Syntax.cdr(x);
        return Syntax.isPair(rest) && isEllipsis(Syntax.car(rest))
            ? repeated(Syntax.car(x), Syntax.cdr(rest), depth)
            : new Cons(compile(Syntax.car(x), depth), compile(rest, depth));
      }
      if (Syntax.isNull(x)) {
        return new Empty();
      }
      if (Syntax.isVector(x)) {
        List<Object> items = Arrays.asList(Syntax.vectorItems(x));
        return new Vector(compile(listOf(items, Nil.NIL), depth));
      }
      return new Atom(Syntax.bare(x));
    }

    boolean isLiteral(Syntax x) {
      for (Object literal : literals) {
        if (Syntax.isBound(x, (Syntax) literal)) {
          return true;
        }
      }
      return false;
    }

    private boolean isEllipsis(Object x) {
      return Syntax.isIdentifier(x)
          && expander.isEllipsis((Syntax) x, ellipsis)
          && !isLiteral((Syntax) x);
    }

    private Pattern identifier(Syntax x, int depth) {
      if (isLiteral(x)) {
        return new Literal(x);
      }
      if (isEllipsis(x)) {
        throw expander.error(x, "misplaced ellipsis in a pattern");
      }
      if (expander.isKeyword(x, "_")) {
        return new Anything();
      }
      for (Found known : variables) {
        if (Syntax.isBound(known.identifier, x)) {
          throw expander.error(x, "pattern variable " + x.symbol() + " appears twice");
        }
      }
      variables.add(new Found(x, depth));
      return new Variable(variables.size() - 1);
    }

    private Pattern repeated(Object item, Object rest, int depth) {
      int from = variables.size();
      Pattern compiled = compile(item, depth + 1);
      int[] slots = new int[variables.size() - from];
      for (int i = 0; i < slots.length; i++) {
        slots[i] = from + i;
      }
      int tailLength = 0;
      for (Object tail = rest; Syntax.isPair(tail); tail = Syntax.cdr(tail)) {
        if (isEllipsis(Syntax.car(tail))) {
          throw expander.error(Syntax.car(tail), "a second ellipsis in one list of a pattern");
        }
        tailLength++;
      }
      return new Repeated(compiled, slots, tailLength, compile(rest, depth));
    }
  }
}
