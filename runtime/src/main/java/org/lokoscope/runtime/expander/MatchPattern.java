// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Nil;

/** The patterns of {@code match}, read from their syntax. */
sealed interface MatchPattern {

  record Anything() implements MatchPattern {}

  record Variable(Syntax name) implements MatchPattern {}

  record Datum(Object value) implements MatchPattern {}

  record Cons(MatchPattern car, MatchPattern cdr) implements MatchPattern {}

  /** As many items as leave {@code tailLength} pairs for the tail, at least {@code least}. */
  record Repeated(MatchPattern item, int least, int tailLength, MatchPattern tail)
      implements MatchPattern {}

  record Vector(MatchPattern items) implements MatchPattern {}

  record And(List<MatchPattern> all) implements MatchPattern {}

  record Or(List<MatchPattern> any) implements MatchPattern {}

  record Not(MatchPattern pattern) implements MatchPattern {}

  /** The expression is a predicate. */
  record Satisfies(Object predicate, MatchPattern pattern) implements MatchPattern {}

  /** The expression is a procedure whose result must match. */
  record Through(Object procedure, MatchPattern pattern) implements MatchPattern {}

  /** {@code ($ type pattern ...)}: a record with these fields. */
  record OfRecord(Object type, List<MatchPattern> fields) implements MatchPattern {}

  record Getter(Syntax name) implements MatchPattern {}

  record Setter(Syntax name) implements MatchPattern {}

  /** The variables in order, each once. */
  static List<Syntax> variables(MatchPattern pattern) {
    List<Syntax> found = new ArrayList<>();
    collect(pattern, found);
    return found;
  }

  private static void collect(MatchPattern pattern, List<Syntax> found) {
    switch (pattern) {
      case Variable variable -> add(variable.name, found);
      case Getter getter -> add(getter.name, found);
      case Setter setter -> add(setter.name, found);
      case Cons cons -> {
        collect(cons.car, found);
        collect(cons.cdr, found);
      }
      case Repeated repeated -> {
        collect(repeated.item, found);
        collect(repeated.tail, found);
      }
      case Vector vector -> collect(vector.items, found);
      case And and -> and.all.forEach(each -> collect(each, found));
      case Or or -> or.any.forEach(each -> collect(each, found));
      case Satisfies satisfies -> collect(satisfies.pattern, found);
      case Through through -> collect(through.pattern, found);
      case OfRecord record -> record.fields.forEach(each -> collect(each, found));
      case Anything anything -> {}
      case Datum datum -> {}
      case Not not -> {}
    }
  }

  private static void add(Syntax name, List<Syntax> found) {
    for (Syntax known : found) {
      if (Syntax.isBound(known, name)) {
        return;
      }
    }
    found.add(name);
  }

  /** Reads patterns. */
  final class Parser {

    private final Expander expander;

    Parser(Expander expander) {
      this.expander = expander;
    }

    MatchPattern parse(Object x) {
      if (Syntax.isIdentifier(x)) {
        return expander.isKeyword(x, "_") ? new Anything() : new Variable((Syntax) x);
      }
      if (Syntax.isVector(x)) {
        return new Vector(parse(list(x)));
      }
      if (!Syntax.isPair(x)) {
        return new Datum(Syntax.strip(x));
      }
      MatchPattern special = special(x, Syntax.car(x));
      return special != null ? special : pair(x, false);
    }

    private static Object list(Object vector) {
      return Pattern.listOf(List.of(Syntax.vectorItems(vector)), Nil.NIL);
    }

    private @Nullable MatchPattern special(Object x, Object head) {
      Object[] items = Syntax.isIdentifier(head) ? Syntax.items(x) : null;
      if (items == null || items.length > 1 && least(items[1]) >= 0) {
        return null;
      }
      String word = ((Syntax) head).symbol().name();
      return switch (word) {
        case "quote" -> items.length == 2 ? new Datum(Syntax.strip(items[1])) : null;
        case "quasiquote" -> items.length == 2 ? quasi(items[1]) : null;
        case "and" -> new And(parseAll(items, 1));
        case "or" -> new Or(parseAll(items, 1));
        case "not" -> new Not(new Or(parseAll(items, 1)));
        case "?" -> {
          checkLength(items, 2, x);
          yield new Satisfies(items[1], new And(parseAll(items, 2)));
        }
        case "=" -> {
          checkLength(items, 3, x);
          yield new Through(items[1], parse(items[2]));
        }
        case "$" -> {
          checkLength(items, 2, x);
          yield new OfRecord(items[1], parseAll(items, 2));
        }
        case "get!" -> {
          checkLength(items, 2, x);
          yield new Getter(expander.identifier(items[1], "get! needs a variable"));
        }
        case "set!" -> {
          checkLength(items, 2, x);
          yield new Setter(expander.identifier(items[1], "set! needs a variable"));
        }
        default -> null;
      };
    }

    private void checkLength(Object[] items, int least, Object x) {
      if (items.length < least) {
        throw expander.error(x, "match: malformed pattern");
      }
    }

    private List<MatchPattern> parseAll(Object[] items, int from) {
      List<MatchPattern> all = new ArrayList<>();
      for (int i = from; i < items.length; i++) {
        all.add(parse(items[i]));
      }
      return all;
    }

    /**
     * How many items an ellipsis asks for, or -1 if it is not an ellipsis: {@code ...}, {@code
     * ..1}.
     */
    private int least(Object x) {
      if (!Syntax.isIdentifier(x)) {
        return -1;
      }
      if (expander.isKeyword(x, "...")) {
        return 0;
      }
      String name = ((Syntax) x).symbol().name();
      if (name.equals("___")) {
        return 0;
      }
      return name.matches("\\.\\.[0-9]{1,4}") ? Integer.parseInt(name.substring(2)) : -1;
    }

    /** The rest of a list may be a form itself: {@code (a . (and b c))} is {@code (a and b c)}. */
    private MatchPattern pair(Object x, boolean quasi) {
      Object rest = Syntax.cdr(x);
      int least = Syntax.isPair(rest) ? least(Syntax.car(rest)) : -1;
      MatchPattern item = quasi ? quasi(Syntax.car(x)) : parse(Syntax.car(x));
      if (least < 0) {
        return new Cons(item, quasi ? quasi(rest) : parse(rest));
      }
      Object tail = Syntax.cdr(rest);
      int tailLength = 0;
      for (Object each = tail; Syntax.isPair(each); each = Syntax.cdr(each)) {
        tailLength++;
      }
      return new Repeated(item, least, tailLength, quasi ? quasi(tail) : parse(tail));
    }

    private MatchPattern quasi(Object x) {
      if (Syntax.isVector(x)) {
        return new Vector(quasi(list(x)));
      }
      if (!Syntax.isPair(x)) {
        return new Datum(Syntax.strip(x));
      }
      if (isForm(x, "unquote")) {
        return parse(Syntax.cadr(x));
      }
      Object head = Syntax.car(x);
      if (Syntax.isPair(head) && isForm(head, "unquote-splicing")) {
        return spliced(parse(Syntax.cadr(head)), Syntax.cdr(x));
      }
      return pair(x, true);
    }

    private boolean isForm(Object x, String word) {
      return expander.isKeyword(Syntax.car(x), word) && Syntax.length(x) == 2;
    }

    /** A list pattern that goes on with what follows it. */
    private MatchPattern spliced(MatchPattern list, Object rest) {
      if (Syntax.isNull(rest)) {
        return list;
      }
      MatchPattern tail = quasi(rest);
      return switch (list) {
        case Cons cons -> new Cons(cons.car, append(cons.cdr, tail));
        case Datum datum when datum.value == Nil.NIL -> tail;
        default -> throw expander.error(rest, "match: nothing may follow this unquote-splicing");
      };
    }

    private MatchPattern append(MatchPattern list, MatchPattern tail) {
      return switch (list) {
        case Cons cons -> new Cons(cons.car, append(cons.cdr, tail));
        case Datum datum when datum.value == Nil.NIL -> tail;
        default -> throw expander.error("match: malformed unquote-splicing");
      };
    }
  }
}
