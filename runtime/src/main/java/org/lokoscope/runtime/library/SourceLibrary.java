// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Dialect;
import org.lokoscope.runtime.expander.Features;
import org.lokoscope.runtime.expander.Host;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/** The parts of a {@code library} or {@code define-library} form. */
final class SourceLibrary {

  /** An exported name with the name that it has inside. */
  record Export(Symbol inside, Symbol outside, SourceSpan span) {}

  /** An import set as it is written. */
  record Import(Object set, SourceSpan span) {}

  final LibraryName name;
  final SourceSpan span;
  final List<Export> exports = new ArrayList<>();
  final List<Import> imports = new ArrayList<>();
  final List<Object> body = new ArrayList<>();

  /** R7RS lets definitions take the place of imports. */
  final boolean lenient;

  private final Host host;

  private SourceLibrary(LibraryName name, SourceSpan span, boolean lenient, Host host) {
    this.name = name;
    this.span = span;
    this.lenient = lenient;
    this.host = host;
  }

  Dialect dialect() {
    return lenient ? Dialect.R7RS : Dialect.R6RS;
  }

  /** Whether a form of a file defines a library. */
  static boolean isLibrary(Annotation form) {
    return keyword(form).equals("library") || keyword(form).equals("define-library");
  }

  /** The word that a list starts with, or an empty text. */
  static String keyword(Annotation form) {
    return form.datum() instanceof Pair pair && pair.car instanceof Symbol symbol
        ? symbol.name()
        : "";
  }

  static LibraryName nameOf(Annotation form) {
    if (((Pair) form.datum()).cdr instanceof Pair rest) {
      return LibraryName.parse(rest.car, form.span());
    }
    throw new SyntaxException("library: malformed form", form.span());
  }

  static SourceLibrary parse(Annotation form, Host host) {
    boolean isR7rs = keyword(form).equals("define-library");
    SourceLibrary library = new SourceLibrary(nameOf(form), form.span(), isR7rs, host);
    List<Annotation> parts = items(form);
    parts = parts.subList(2, parts.size());
    if (isR7rs) {
      parts.forEach(library::declare);
    } else {
      library.parseR6rs(parts);
    }
    return library;
  }

  private static List<Annotation> items(Annotation form) {
    List<Annotation> items = new ArrayList<>();
    Object rest = form.form();
    while (rest instanceof Pair pair) {
      items.add(annotated(pair.car, form.span()));
      rest = pair.cdr;
    }
    if (Lists.length(form.datum()) < 0) {
      throw new SyntaxException(keyword(form) + ": malformed form", form.span());
    }
    return items;
  }

  private static Annotation annotated(Object item, SourceSpan span) {
    return item instanceof Annotation annotation ? annotation : new Annotation(item, item, span);
  }

  private void parseR6rs(List<Annotation> parts) {
    boolean complete =
        parts.size() >= 2
            && keyword(parts.get(0)).equals("export")
            && keyword(parts.get(1)).equals("import");
    if (!complete) {
      throw new SyntaxException(
          "library: (export ...) and (import ...) must follow the name", span);
    }
    addExports(parts.get(0), false);
    addImports(parts.get(1), imports);
    body.addAll(parts.subList(2, parts.size()));
  }

  static void addImports(Annotation form, List<Import> imports) {
    List<Annotation> sets = items(form);
    for (Annotation set : sets.subList(1, sets.size())) {
      imports.add(new Import(set.datum(), set.span()));
    }
  }

  /** R6RS renames several at once, R7RS one. */
  private void addExports(Annotation form, boolean isR7rs) {
    List<Annotation> specs = items(form);
    for (Annotation spec : specs.subList(1, specs.size())) {
      if (spec.datum() instanceof Symbol symbol) {
        exports.add(new Export(symbol, symbol, spec.span()));
      } else if (keyword(spec).equals("rename")) {
        Object[] parts = Lists.toArray(spec.datum());
        if (isR7rs) {
          addRenamed(parts, 1, spec);
        } else {
          for (int i = 1; i < parts.length; i++) {
            addRenamed(Lists.length(parts[i]) == 2 ? Lists.toArray(parts[i]) : parts, 0, spec);
          }
        }
      } else {
        throw new SyntaxException("export: malformed export", spec.span());
      }
    }
  }

  private void addRenamed(Object[] parts, int from, Annotation spec) {
    if (parts.length != from + 2
        || !(parts[from] instanceof Symbol inside)
        || !(parts[from + 1] instanceof Symbol outside)) {
      throw new SyntaxException("export: malformed rename", spec.span());
    }
    exports.add(new Export(inside, outside, spec.span()));
  }

  /** One declaration of {@code define-library}. */
  private void declare(Annotation form) {
    switch (keyword(form)) {
      case "export" -> addExports(form, true);
      case "import" -> addImports(form, imports);
      case "begin" -> {
        List<Annotation> forms = items(form);
        body.addAll(forms.subList(1, forms.size()));
      }
      case "include" -> body.addAll(included(form, false));
      case "include-ci" -> body.addAll(included(form, true));
      case "include-library-declarations" -> included(form, false).forEach(this::declare);
      case "cond-expand" -> chosen(form, host).forEach(this::declare);
      default -> throw new SyntaxException("define-library: unknown declaration", form.span());
    }
  }

  private List<Annotation> included(Annotation form, boolean foldCase) {
    List<Annotation> forms = new ArrayList<>();
    List<Annotation> files = items(form);
    for (Annotation file : files.subList(1, files.size())) {
      if (!(file.datum() instanceof SchemeString name)) {
        throw new SyntaxException("include needs the name of a file as a string", file.span());
      }
      forms.addAll(host.include(name.toString(), foldCase, file.span()));
    }
    return forms;
  }

  /** The forms of the first clause of a {@code cond-expand} whose requirement holds. */
  static List<Annotation> chosen(Annotation form, Host host) {
    for (List<Annotation> parts : clauses(form)) {
      try {
        if (!parts.isEmpty() && Features.holds(parts.getFirst().datum(), host)) {
          return parts.subList(1, parts.size());
        }
      } catch (IllegalArgumentException malformed) {
        throw new SyntaxException("cond-expand: malformed feature requirement", form.span());
      }
    }
    return List.of();
  }

  /** The parts of each clause, requirement first. */
  static List<List<Annotation>> clauses(Annotation form) {
    List<Annotation> clauses = items(form);
    return clauses.subList(1, clauses.size()).stream().map(SourceLibrary::items).toList();
  }
}
