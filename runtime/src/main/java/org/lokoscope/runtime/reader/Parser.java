// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.OutOfMemory;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.memory.MemoryWatch;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * Builds data from tokens, without recursion: no text can overflow the Java stack. The depth of
 * nesting in sources is limited all the same, for the sake of everything that walks them later;
 * that of plain data is not.
 */
final class Parser {

  static final int MAX_DEPTH = 10_000;

  /** The memory is looked at whenever the number of tokens has none of these bits. */
  private static final int LOOK_MASK = 0xfff;

  /** What {@link #goOn} returns at the end of the text. */
  static final Object END = new Object();

  /** Stands for the annotated datum when plain data is read. */
  private static final Object PLAIN = new Object();

  private final Scanner scanner;
  private final boolean annotate;
  private final ArrayDeque<Open> stack = new ArrayDeque<>();
  private Labels labels = new Labels();
  private Object resultDatum = END;
  private Object resultForm = PLAIN;
  private boolean done;
  private int tokens;

  Parser(Scanner scanner, boolean annotate) {
    this.scanner = scanner;
    this.annotate = annotate;
  }

  /** Begins a plain datum that may come in pieces. */
  void start() {
    done = false;
    stack.clear();
    labels = new Labels();
    scanner.start();
  }

  /**
   * The next plain datum, or {@link #END}; goes on with it if the source threw something, after
   * {@link Scanner#resume}.
   */
  Object goOn() {
    return advance() ? resultDatum : END;
  }

  /** The next annotated datum, or null at the end. */
  @Nullable Annotation readForm() {
    start();
    if (!advance()) {
      return null;
    }
    Annotation form =
        resultForm instanceof Annotation annotation
            ? annotation
            : new Annotation(resultForm, resultDatum, SourceSpan.NONE);
    if (labels.areUsed()) {
      CircularForms.refuse(form);
    }
    return form;
  }

  private boolean advance() {
    while (!done) {
      scanner.next();
      if ((++tokens & LOOK_MASK) == 0 && MemoryWatch.ofJvm().isShort()) {
        throw annotate
            ? scanner.error(OutOfMemory.message())
            : OutOfMemory.full(MemoryWatch.ofJvm());
      }
      switch (scanner.kind) {
        case END -> {
          if (stack.isEmpty()) {
            return false;
          }
          throw unexpectedEnd(stack.peek());
        }
        case ATOM -> deliverHere(scanner.value);
        case CLOSE_PAREN, CLOSE_BRACKET -> close();
        case DOT -> dot();
        case REFERENCE -> reference((Integer) scanner.value);
        default -> open();
      }
    }
    return true;
  }

  private static String shown(Open open) {
    return switch (open.kind) {
      case PREFIX -> open.value.toString();
      case ARRAY -> "#" + open.value;
      default -> "#;";
    };
  }

  private SyntaxException unexpectedEnd(Open open) {
    String message =
        switch (open.kind) {
          case PREFIX, ARRAY, DATUM_COMMENT, LABEL ->
              "unexpected end of file: nothing follows this";
          default -> "unexpected end of file: the " + open.what() + " opened here is never closed";
        };
    int length = open.kind == TokenKind.OPEN_BYTEVECTOR ? 2 : 1;
    return new SyntaxException(
        message,
        new SourceSpan(scanner.file, open.line, open.column, open.line, open.column + length));
  }

  private void open() {
    if (annotate && stack.size() >= MAX_DEPTH) {
      throw scanner.error("nested more than " + MAX_DEPTH + " levels deep");
    }
    if (scanner.kind == TokenKind.LABEL) {
      int label = (Integer) scanner.value;
      if (labels.isDefined(label)) {
        throw scanner.error("datum label #" + label + "= is defined twice");
      }
      labels.open(label);
    }
    stack.push(
        new Open(scanner.kind, scanner.value, scanner.startLine, scanner.startColumn, annotate));
  }

  private void reference(int label) {
    Object datum = labels.reference(label);
    if (datum == null) {
      throw scanner.error("datum label #" + label + "# is not defined");
    }
    deliver(datum, datum);
  }

  private void dot() {
    Open open = stack.peek();
    boolean inList =
        open != null && (open.kind == TokenKind.OPEN_PAREN || open.kind == TokenKind.OPEN_BRACKET);
    if (!inList || open.data.isEmpty() || open.dotted) {
      throw scanner.error("unexpected dot");
    }
    open.dotted = true;
  }

  private void deliverHere(Object datum) {
    deliver(
        datum,
        annotate
            ? new Annotation(datum, datum, scanner.spanFrom(scanner.startLine, scanner.startColumn))
            : PLAIN);
  }

  /** Hands a complete datum to what it stands in; that may complete further data. */
  private void deliver(Object datum, Object form) {
    while (true) {
      Open open = stack.peek();
      if (open == null) {
        resultDatum = datum;
        resultForm = form;
        done = true;
        return;
      }
      switch (open.kind) {
        case DATUM_COMMENT -> {
          stack.pop();
          return;
        }
        case LABEL -> {
          stack.pop();
          if (!labels.close((Integer) open.value, datum, form)) {
            throw scanner.error("a datum label refers to nothing but itself");
          }
        }
        case ARRAY -> {
          stack.pop();
          datum = ArrayLiteral.of((String) open.value, datum);
          if (datum == null) {
            throw scanner.error("malformed array #" + open.value);
          }
          form =
              annotate
                  ? new Annotation(datum, datum, scanner.spanFrom(open.line, open.column))
                  : PLAIN;
        }
        case PREFIX -> {
          stack.pop();
          SourceSpan mark =
              new SourceSpan(
                  scanner.file,
                  open.line,
                  open.column,
                  open.line,
                  open.column + prefixLength(open));
          Object plain = new Pair(open.value, new Pair(datum, Nil.NIL));
          if (annotate) {
            Annotation head = new Annotation(open.value, open.value, mark);
            form =
                new Annotation(
                    new Pair(head, new Pair(form, Nil.NIL)),
                    plain,
                    scanner.spanFrom(open.line, open.column));
          }
          datum = plain;
        }
        default -> {
          add(open, datum, form);
          return;
        }
      }
    }
  }

  private static int prefixLength(Open open) {
    return switch (((Symbol) open.value).name()) {
      case "quote", "quasiquote", "unquote" -> 1;
      case "unsyntax-splicing" -> 3;
      default -> 2;
    };
  }

  private void add(Open open, Object datum, Object form) {
    if (open.hasTail) {
      throw scanner.error("more than one datum after the dot");
    }
    if (open.dotted) {
      open.hasTail = true;
      open.tailDatum = datum;
      open.tailForm = form;
      return;
    }
    if (open.kind == TokenKind.OPEN_BYTEVECTOR
        && !(datum instanceof Long octet && octet >= 0 && octet <= 255)) {
      throw scanner.error("a bytevector holds only integers from 0 to 255");
    }
    open.data.add(datum);
    if (annotate) {
      open.forms.add(form);
    }
  }

  private void close() {
    Open open = stack.peek();
    boolean bracket = scanner.kind == TokenKind.CLOSE_BRACKET;
    if (open == null) {
      throw scanner.error("unexpected " + (bracket ? "]" : ")") + ": nothing is open here");
    }
    switch (open.kind) {
      case PREFIX, ARRAY, DATUM_COMMENT, LABEL ->
          throw scanner.error(
              "unexpected " + (bracket ? "]" : ")") + ": " + missing(open) + " has no datum");
      default -> {}
    }
    if (bracket != (open.kind == TokenKind.OPEN_BRACKET)) {
      throw scanner.error(
          "expected "
              + (bracket ? ")" : "]")
              + " to close the "
              + open.what()
              + " opened at "
              + open.line
              + ":"
              + open.column);
    }
    if (open.dotted && !open.hasTail) {
      throw scanner.error("nothing follows the dot");
    }
    stack.pop();
    finish(open);
  }

  private static String missing(Open open) {
    return switch (open.kind) {
      case PREFIX -> "the " + open.value + " before it";
      case LABEL -> "the label before it";
      default -> "the " + shown(open) + " before it";
    };
  }

  private void finish(Open open) {
    Object datum = build(open, open.data, open.tailDatum);
    Object form = PLAIN;
    if (annotate) {
      Object items =
          open.kind == TokenKind.OPEN_BYTEVECTOR ? datum : build(open, open.forms, open.tailForm);
      form = new Annotation(items, datum, scanner.spanFrom(open.line, open.column));
    }
    deliver(datum, form);
  }

  private static Object build(Open open, List<Object> items, Object tail) {
    return switch (open.kind) {
      case OPEN_VECTOR -> items.toArray();
      case OPEN_BYTEVECTOR -> {
        byte[] bytes = new byte[items.size()];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = ((Long) items.get(i)).byteValue();
        }
        yield bytes;
      }
      default -> {
        Object list = tail;
        for (int i = items.size() - 1; i >= 0; i--) {
          list = new Pair(items.get(i), list);
        }
        yield list;
      }
    };
  }
}
