// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.printer;

import java.util.ArrayDeque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Laid;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.datum.Symbol;

/**
 * Prints a datum. What is still to be printed lies on an explicit stack, so depth is limited by
 * memory alone; cycles are written with datum labels.
 */
public final class Printer {

  /** The rest of a list after its first item. */
  private record Rest(Object tail) {}

  /** The items of a node from an index on. */
  private record Items(Node node, int from) {}

  /** The end of a record of Guile's, whose fields are written also where it is displayed. */
  private enum Mark {
    DISPLAY
  }

  /** A datum to print; others on the stack are instructions. */
  private record Item(Object datum) {}

  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final StringBuilder out = new StringBuilder();
  private final ArrayDeque<Object> work = new ArrayDeque<>();
  private boolean write;

  /** How many characters are wanted at most: of an atom no more is looked at. */
  private int most = UNLIMITED;

  private final Notation notation;
  private final Map<Object, Integer> labels;
  private final Map<Object, String> texts;
  private int nextLabel;

  private Printer(
      boolean write, Notation notation, Map<Object, Integer> labels, Map<Object, String> texts) {
    this.write = write;
    this.notation = notation;
    this.labels = labels;
    this.texts = texts;
  }

  public static String display(Object datum) {
    return display(datum, Notation.R6RS);
  }

  public static String display(Object datum, Notation notation) {
    return display(datum, notation, Map.of());
  }

  /**
   * @param texts what is printed of some parts instead of what they contain, by identity
   */
  public static String display(Object datum, Notation notation, Map<Object, String> texts) {
    return print(datum, false, notation, false, UNLIMITED, texts);
  }

  public static String write(Object datum) {
    return write(datum, Notation.R6RS);
  }

  /** Labels stand only where a cycle needs them. */
  public static String write(Object datum, Notation notation) {
    return write(datum, notation, Map.of());
  }

  /**
   * @param texts what is printed of some parts instead of what they contain, by identity
   */
  public static String write(Object datum, Notation notation, Map<Object, String> texts) {
    return print(datum, true, notation, false, UNLIMITED, texts);
  }

  /** Labels stand wherever a part is met twice. */
  public static String writeShared(Object datum, Notation notation) {
    return writeShared(datum, notation, Map.of());
  }

  /**
   * @param texts what is printed of some parts instead of what they contain, by identity
   */
  public static String writeShared(Object datum, Notation notation, Map<Object, String> texts) {
    return print(datum, true, notation, true, UNLIMITED, texts);
  }

  /** As {@link #write}, but cut off with an ellipsis after about so many characters. */
  public static String writeShort(Object datum, int limit) {
    return print(datum, true, Notation.R6RS, false, limit, Map.of());
  }

  /**
   * The first characters of what {@link #write} prints, and an ellipsis if there are more; in time
   * and memory that grow with their number and not with the datum. What is met twice is printed
   * twice, so a cycle is cut off like anything long. A number of very many digits is described.
   */
  public static String prefix(Object datum, int limit) {
    Printer printer = new Printer(true, Notation.R6RS, Map.of(), Map.of());
    printer.most = limit;
    printer.run(datum, limit);
    StringBuilder out = printer.out;
    if (out.length() <= limit) {
      return out.toString();
    }
    boolean split = limit > 0 && Character.isHighSurrogate(out.charAt(limit - 1));
    return out.substring(0, split ? limit - 1 : limit) + "…";
  }

  private static String print(
      Object datum,
      boolean write,
      Notation notation,
      boolean shared,
      int limit,
      Map<Object, String> texts) {
    String own = texts.isEmpty() ? null : texts.get(datum);
    if (own != null || !Node.isComposite(datum)) {
      StringBuilder out = new StringBuilder(own == null ? "" : own);
      if (own == null) {
        atom(datum, write, notation, out);
      }
      return cut(out, limit);
    }
    Printer printer = new Printer(write, notation, Sharing.find(datum, shared, texts), texts);
    printer.run(datum, limit);
    return cut(printer.out, limit);
  }

  private static String cut(StringBuilder text, int limit) {
    return text.length() <= limit ? text.toString() : text.substring(0, limit) + "...";
  }

  private static void atom(Object datum, boolean write, Notation notation, StringBuilder out) {
    if (write) {
      Atoms.write(datum, notation, out);
    } else {
      Atoms.display(datum, notation, out);
    }
  }

  private void run(Object datum, int limit) {
    item(datum);
    while (!work.isEmpty() && out.length() <= limit) {
      switch (work.pop()) {
        case Item item -> item(item.datum);
        case Rest rest -> rest(rest.tail);
        case Items items -> items(items.node, items.from);
        case Mark _ -> write = false;
        case Object text -> out.append(text);
      }
    }
  }

  private void item(Object datum) {
    String text = texts.isEmpty() ? null : texts.get(datum);
    if (text != null) {
      out.append(text);
    } else if (!Node.isComposite(datum)) {
      atom(most == UNLIMITED ? datum : Atoms.shortened(datum, most), write, notation, out);
    } else if (most != UNLIMITED && datum instanceof Laid laid) {
      // Its items would be collected first, however many they are.
      out.append(laid.open()).append('…').append(laid.close());
    } else if (!isKnown(datum)) {
      open(datum);
    }
  }

  /** Prints the label or the reference of a part that has one; true if that is all of it. */
  private boolean isKnown(Object datum) {
    Integer label = labels.get(datum);
    if (label == null) {
      return false;
    }
    if (label >= 0) {
      out.append('#').append(label).append('#');
      return true;
    }
    labels.put(datum, nextLabel);
    out.append('#').append(nextLabel++).append('=');
    return false;
  }

  private void open(Object datum) {
    if (datum instanceof Pair pair) {
      String prefix = abbreviation(pair);
      if (prefix != null) {
        out.append(prefix);
        work.push(new Item(((Pair) pair.cdr).car));
      } else {
        out.append('(');
        work.push(new Rest(pair.cdr));
        work.push(new Item(pair.car));
      }
    } else {
      Node node = Node.of(datum, notation);
      if (!write && datum instanceof Record && notation.isGuile()) {
        work.push(Mark.DISPLAY);
        write = true;
      }
      out.append(node.open());
      items(node, 0);
    }
  }

  private void items(Node node, int from) {
    if (from == node.items().length) {
      out.append(node.close());
      return;
    }
    out.append(from == 0 ? "" : " ");
    if (node.labels() != null) {
      out.append(node.labels()[from]);
    }
    work.push(new Items(node, from + 1));
    work.push(new Item(node.items()[from]));
  }

  private void rest(Object tail) {
    if (tail == Nil.NIL) {
      out.append(')');
    } else if (tail instanceof Pair pair && !labels.containsKey(tail)) {
      out.append(' ');
      work.push(new Rest(pair.cdr));
      work.push(new Item(pair.car));
    } else {
      out.append(" . ");
      work.push(")");
      work.push(new Item(tail));
    }
  }

  /** What stands for {@code (quote x)} and its like; null for any other pair, and in Guile. */
  private @Nullable String abbreviation(Pair pair) {
    boolean one =
        notation != Notation.GUILE
            && pair.car instanceof Symbol
            && pair.cdr instanceof Pair rest
            && rest.cdr == Nil.NIL
            && !labels.containsKey(rest);
    return !one
        ? null
        : switch (((Symbol) pair.car).name()) {
          case "quote" -> "'";
          case "quasiquote" -> "`";
          case "unquote" -> ",";
          case "unquote-splicing" -> ",@";
          case "syntax" -> "#'";
          case "quasisyntax" -> "#`";
          case "unsyntax" -> "#,";
          case "unsyntax-splicing" -> "#,@";
          default -> null;
        };
  }
}
