// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.patch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.number.NumberReader;
import org.lokoscope.runtime.reader.SourceReader;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/** The forms of a source text, with their places in it. */
final class SourceTree {
  private final String text;
  private final int[] lines;
  private final List<Node> forms = new ArrayList<>();
  private final Set<String> symbols = new HashSet<>();

  private SourceTree(String text) {
    this.text = text;
    this.lines = starts(text);
  }

  /** The forms of a text; nothing if it is not one of Scheme. */
  static Optional<SourceTree> of(String text) {
    SourceTree tree = new SourceTree(text);
    try {
      for (Annotation form : new SourceReader(text, "", NumberReader::parse).readAll()) {
        tree.forms.add(tree.node(form, null));
      }
    } catch (SyntaxException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
    tree.forms.forEach(form -> form.all().forEach(node -> tree.symbols.add(node.symbol())));
    return Optional.of(tree);
  }

  private static int[] starts(String text) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        starts.add(i + 1);
      }
    }
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }

  private Node node(Annotation form, @Nullable Node parent) {
    SourceSpan span = form.span();
    int start = offset(span.line(), span.column());
    int end = offset(span.endLine(), span.endColumn());
    boolean list = start < text.length() && "([".indexOf(text.charAt(start)) >= 0;
    Node node = new Node(form.datum(), start, end, list, parent);
    Object rest = form.form();
    while (rest instanceof Pair pair) {
      if (pair.car instanceof Annotation element) {
        node.add(node(element, node));
      }
      rest = pair.cdr;
    }
    if (rest instanceof Annotation tail) {
      node.add(node(tail, node));
      node.dot();
    }
    return node;
  }

  /** The offset of a place; columns count code points from 1. */
  int offset(int line, int column) {
    int start = lines[line - 1];
    int end = line < lines.length ? lines[line] : text.length();
    int points = Math.min(column - 1, text.codePointCount(start, end));
    return text.offsetByCodePoints(start, points);
  }

  String text() {
    return text;
  }

  String text(Node node) {
    return text.substring(node.start(), node.end());
  }

  List<Node> forms() {
    return forms;
  }

  /** The outermost list that begins at a place. */
  Optional<Node> at(int line, int column) {
    if (line < 1 || line > lines.length) {
      return Optional.empty();
    }
    int offset = offset(line, column);
    return forms.stream()
        .flatMap(form -> form.all().stream())
        .filter(node -> node.isList() && node.start() == offset)
        .findFirst();
  }

  /** How many columns stand before an offset in its line. */
  int indent(int offset) {
    return text.codePointCount(lineStart(offset), offset);
  }

  int lineStart(int offset) {
    return text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** The form of the top level, or of a library's body, that holds a node. */
  Node topLevel(Node node) {
    Node form = node;
    while (form.parent() != null && !isLibrary(form.parent())) {
      form = form.parent();
    }
    return form;
  }

  private static boolean isLibrary(Node form) {
    Node around = form.parent();
    return form.is("library") || form.is("begin") && around != null && around.is("define-library");
  }

  /** A name that the text does not use yet. */
  String fresh(String name) {
    String free = name;
    for (int i = 2; symbols.contains(free); i++) {
      free = name + "-" + i;
    }
    symbols.add(free);
    return free;
  }

  /** Whether a form of the top level defines a name. */
  boolean defines(String name) {
    return definition(name).isPresent();
  }

  /** The form of the top level that defines a name. */
  Optional<Node> definition(String name) {
    return forms.stream()
        .filter(form -> form.head().startsWith("define") && form.size() > 1)
        .filter(form -> Procedure.definedName(form).equals(name))
        .findFirst();
  }
}
