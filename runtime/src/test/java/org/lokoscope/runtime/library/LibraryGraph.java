// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Libraries {@code (l0)}, {@code (l1)}, ... in files, which use each other in random ways and are
 * edited in random ways; the same for each seed. Whatever a library exports is used as {@code
 * (l1:v2)}, whether it is a procedure or a macro of some kind, so that it can become another kind
 * of thing while the text of its users stays the same. What a library defines may be missed by
 * others after an edit: the program then ends with a message, which must be the same with and
 * without a cache.
 */
final class LibraryGraph {

  private static final int LIBRARIES = 6;
  private static final int NAMES = 4;

  /** What else a library's file may be called; a file of that name may hold another text. */
  private static final String[] SPELLINGS = {".loko.sls", ".sld", ".ss", ".scm"};

  /** Few, so that different libraries have the same ones. */
  private static final String[] DATA = {
    "#\\newline",
    "#\\a",
    "#\\λ",
    "\"text\"",
    "\"\"",
    "\"l\u00f6ng \u03bb\"",
    "12345678901234567890123",
    "-9223372036854775809",
    "1.5",
    "-0.0",
    "+nan.0",
    "2/3",
    "1+2i",
    "#t",
    "sym",
    "|odd sym|",
    "()",
    "(1 (2 #\\a) . \"x\")",
    "#(1 #\\newline (a))",
    "#()",
    "#vu8(1 2 3)",
    "7",
    "#\\b",
    "#\\newline",
    "#\\a",
    "(#\\newline #\\a #\\b)",
    "(#\\a #\\newline #\\b)",
    "(#\\b #\\a #\\newline)",
    "#(#\\b #\\newline #\\a)",
    "#(#\\a #\\b #\\newline)"
  };

  /**
   * What a definition is. {@code NAME} is its name, {@code DATUM} a datum, {@code USE} an
   * expression.
   */
  private static final String[] KINDS = {
    "(define (NAME) 'DATUM)",
    "(define NAME-value (list 'DATUM USE)) (define (NAME) NAME-value)",
    "(define NAME-value 'DATUM) (define-syntax NAME (syntax-rules () ((_) NAME-value)))",
    "(define-syntax NAME (syntax-rules () ((_) '(DATUM x DATUM))))",
    "(define-syntax NAME (syntax-rules () ((_) (list 'DATUM USE))))",
    "(define (NAME-hidden x) (list x 'DATUM)) (define-syntax NAME (lambda (x) (syntax-case x ()"
        + " ((_) #'(NAME-hidden USE)))))",
    "(define-syntax NAME (identifier-syntax (lambda () (list 'DATUM USE))))",
    "(define-syntax NAME (lambda (x) (syntax-case x () ((k) #`(quote #,(datum->syntax #'k"
        + " USE))))))",
    "(define-record-type NAME-r (fields a)) (define (NAME) (NAME-r-a (make-NAME-r 'DATUM)))",
    "(define-record-type NAME-r (nongenerative) (fields a (mutable b)))"
        + " (define-syntax NAME (syntax-rules () ((_) (let ((r (make-NAME-r 'DATUM USE)))"
        + " (NAME-r-b-set! r (list USE)) (list (NAME-r-a r) (NAME-r-b r))))))",
    "(define NAME-count 0) (define (NAME) (set! NAME-count (+ NAME-count 1)) (list NAME-count"
        + " USE))",
    "(define-syntax NAME-maker (syntax-rules () ((_ new) (define-syntax new (syntax-rules () ((_)"
        + " (list 'DATUM USE)))))))  (NAME-maker NAME)",
    "(define-syntax NAME-twice (syntax-rules () ((_ new old) (begin (define tmp 'DATUM)"
        + " (define (new) (list tmp USE))))))  (NAME-twice NAME tmp)",
    "(define-syntax NAME-lit (syntax-rules () ((_) '(lit DATUM)))) (define (NAME-other) (NAME-lit))"
        + " (define-syntax NAME (syntax-rules () ((_) (eq? (NAME-lit) (NAME-other)))))",
    "(include \"part.scm\") (define (NAME) (list (part) 'DATUM))",
    "(cond-expand ((library (extra)) (define (NAME) 'DATUM)) (else (define (NAME) (list USE))))",
    "(define-syntax NAME (make-variable-transformer (lambda (x) (syntax-case x (set!)"
        + " ((_) #'(list 'DATUM USE))))))",
    "(define-enumeration NAME-e (one two) NAME-set) (define (NAME) (list (NAME-e one) 'DATUM USE))",
    "(define-values (NAME-p NAME-q) (values 'DATUM USE)) (define (NAME) (list NAME-q NAME-p))",
    "(define-syntax NAME (lambda (x) (let ((t (generate-temporaries '(1 2)))) (syntax-case x ()"
        + " ((_) (with-syntax (((t1 t2) t)) #'(let ((t1 'DATUM) (t2 USE)) (list t2 t1))))))))",
  };

  private record Definition(String name, int kind, String datum, String use) {
    String text() {
      return KINDS[kind].replace("NAME", name).replace("DATUM", datum).replace("USE", use);
    }
  }

  /** What the text of a library is made from. */
  private static final class Model {
    private final List<Definition> definitions = new ArrayList<>();
    private final TreeSet<Integer> imports = new TreeSet<>();
    private final Map<String, String> exportedAs = new HashMap<>();
    private boolean isR7rs;
    private int comments;
    private boolean forExpand;
    private boolean reversed;
    private String reExport = "";
  }

  private final Random random;
  private final Path front;
  private final Path back;
  private final List<Model> models = new ArrayList<>();
  private final Map<Path, List<String>> history = new HashMap<>();

  LibraryGraph(long seed, Path folder) throws IOException {
    random = new Random(seed);
    front = Files.createDirectories(folder.resolve("front"));
    back = Files.createDirectories(folder.resolve("back"));
    for (int i = 0; i < LIBRARIES; i++) {
      models.add(newModel(i));
      write(file(back, i), text(i));
    }
    write(back.resolve("part.scm"), part());
    write(front.resolve("part.scm"), part());
  }

  List<Path> folders() {
    return List.of(front, back);
  }

  private static Path file(Path folder, int library) {
    return folder.resolve("l" + library + ".sls");
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String datum() {
    return DATA[random.nextInt(DATA.length)];
  }

  private String part() {
    return "(define (part) '" + datum() + ")";
  }

  private Model newModel(int library) {
    Model model = new Model();
    for (int i = 0; i < library; i++) {
      if (random.nextInt(3) == 0) {
        model.imports.add(i);
      }
    }
    for (int i = 0; i < NAMES; i++) {
      model.definitions.add(definition(model, "v" + i));
    }
    return model;
  }

  private Definition definition(Model model, String name) {
    return new Definition(name, random.nextInt(KINDS.length), datum(), use(model));
  }

  /** An expression of what the library imports. */
  private String use(Model model) {
    if (model.imports.isEmpty() || random.nextInt(4) == 0) {
      return "'" + datum();
    }
    return "(l" + any(List.copyOf(model.imports)) + ":v" + random.nextInt(NAMES) + ")";
  }

  // Texts

  private String text(int library) {
    Model model = models.get(library);
    StringBuilder exports = new StringBuilder(model.reExport);
    StringBuilder body = new StringBuilder();
    for (Definition definition : model.definitions) {
      String outside = model.exportedAs.getOrDefault(definition.name, definition.name);
      exports.append(' ');
      if (outside.equals(definition.name)) {
        exports.append(outside);
      } else if (model.isR7rs) {
        exports.append("(rename " + definition.name + " " + outside + ")");
      } else {
        exports.append("(rename (" + definition.name + " " + outside + "))");
      }
      body.append("\n  ").append(definition.text());
    }
    String comments = ";; a line\n".repeat(model.comments);
    String head = "(export" + exports + ")\n  (import" + imports(model) + ")";
    return model.isR7rs
        ? comments + "(define-library (l" + library + ") " + head + "\n  (begin" + body + "))\n"
        : comments + "(library (l" + library + ") " + head + body + ")\n";
  }

  private static String imports(Model model) {
    List<String> sets = new ArrayList<>();
    sets.add("(rnrs)");
    sets.add("(only (scheme base) include cond-expand define-values)");
    for (int imported : model.imports) {
      String set = "(prefix (l" + imported + ") l" + imported + ":)";
      sets.add(model.forExpand ? "(for " + set + " run expand)" : set);
    }
    if (model.reversed) {
      Collections.reverse(sets);
    }
    return " " + String.join(" ", sets);
  }

  private static @Nullable String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Path file, String text) throws IOException {
    history.computeIfAbsent(file, _ -> new ArrayList<>()).add(text);
    Files.writeString(file, text);
  }

  /** A program that uses some of the libraries in some order. */
  String program() {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < LIBRARIES; i++) {
      all.add(i);
    }
    Collections.shuffle(all, random);
    StringBuilder imports = new StringBuilder("(import (rnrs)");
    StringBuilder body = new StringBuilder();
    for (int library : all.subList(0, 1 + random.nextInt(LIBRARIES))) {
      imports.append(" (prefix (l" + library + ") l" + library + ":)");
      for (int i = 0; i < NAMES; i++) {
        body.append("(write (l" + library + ":v" + i + ")) (newline)\n");
      }
      body.append("(write (l" + library + ":v0)) (newline)\n");
    }
    return imports + ")\n" + body;
  }

  // Edits

  /** Edits something, and says what. */
  String edit() throws IOException {
    int library = random.nextInt(LIBRARIES);
    String what = random.nextInt(3) == 0 ? editFile(library) : editModel(library);
    return "(l" + library + ") " + what;
  }

  private String editModel(int library) throws IOException {
    Model model = models.get(library);
    List<Definition> definitions = model.definitions;
    int at = random.nextInt(definitions.size());
    Definition old = definitions.get(at);
    String what;
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> {
        definitions.set(at, new Definition(old.name, old.kind, datum(), old.use));
        what = "another datum";
      }
      case 3, 4 -> {
        definitions.set(at, definition(model, old.name));
        what = "another kind of definition";
      }
      case 5 -> {
        Collections.shuffle(definitions, random);
        what = "another order";
      }
      case 6 -> {
        definitions.add(0, definition(model, "extra" + definitions.size()));
        what = "one more definition";
      }
      case 7 -> {
        if (definitions.size() > NAMES) {
          definitions.removeIf(each -> each.name.startsWith("extra"));
        } else if (random.nextInt(4) == 0) {
          definitions.set(at, definition(model, "gone" + at));
        }
        what = "fewer definitions";
      }
      case 8 -> {
        addMissing(model);
        model.exportedAs.clear();
        model.reExport = "";
        what = "fixed";
      }
      case 9 -> {
        changeImports(model, library);
        what = "other imports " + model.imports;
      }
      case 10 -> {
        String other = "v" + random.nextInt(NAMES);
        model.exportedAs.put(old.name, other);
        model.exportedAs.put(other, old.name);
        what = "exports exchanged";
      }
      case 11 -> {
        model.comments = random.nextInt(3);
        what = "lines moved";
      }
      case 12 -> {
        model.isR7rs = !model.isR7rs && !text(library).contains("make-variable-transformer");
        what = "the other report's form";
      }
      default -> {
        reExport(model);
        what = "re-exports" + model.reExport;
      }
    }
    write(file(back, library), text(library));
    return what;
  }

  private void addMissing(Model model) {
    for (int i = 0; i < NAMES; i++) {
      String name = "v" + i;
      if (model.definitions.stream().noneMatch(each -> each.name.equals(name))) {
        model.definitions.add(definition(model, name));
      }
    }
    model.definitions.removeIf(each -> each.name.startsWith("gone"));
  }

  /** Now and then in a circle. */
  private void changeImports(Model model, int library) {
    int limit = random.nextInt(12) == 0 ? LIBRARIES : library;
    if (limit > 0) {
      int other = random.nextInt(limit);
      if (!model.imports.remove(other)) {
        model.imports.add(other);
      }
    }
    model.imports.removeIf(each -> each > library && random.nextInt(2) == 0);
    model.forExpand = random.nextBoolean();
    model.reversed = random.nextBoolean();
    model.definitions.replaceAll(
        each -> new Definition(each.name, each.kind, each.datum, use(model)));
  }

  /** Another library's name goes out under a name of this one, which loses its own. */
  private void reExport(Model model) {
    model.reExport = "";
    if (!model.imports.isEmpty()) {
      String name = "v" + random.nextInt(NAMES);
      String inside = "l" + any(List.copyOf(model.imports)) + ":" + "v" + random.nextInt(NAMES);
      model.definitions.removeIf(each -> each.name.equals(name));
      model.reExport =
          model.isR7rs
              ? " (rename " + inside + " " + name + ")"
              : " (rename (" + inside + " " + name + "))";
      if (model.definitions.isEmpty()) {
        model.definitions.add(definition(model, "gone0"));
      }
    }
  }

  private String editFile(int library) throws IOException {
    Path file = file(back, library);
    switch (random.nextInt(11)) {
      case 0 -> {
        write(file, any(Objects.requireNonNull(history.get(file))));
        return "reverted";
      }
      case 1 -> {
        Path other = file(back, random.nextInt(LIBRARIES));
        String text = read(file);
        String otherText = read(other);
        if (text != null && otherText != null && random.nextInt(8) == 0) {
          Files.writeString(file, otherText);
          Files.writeString(other, text);
        }
        return "exchanged with " + other.getFileName();
      }
      case 2 -> {
        if (!Files.deleteIfExists(file) || random.nextInt(3) > 0) {
          write(file, text(library));
        }
        return "deleted or brought back";
      }
      case 3 -> {
        String text = read(file);
        if (text != null) {
          Files.writeString(file, text);
        }
        return "touched";
      }
      case 4 -> {
        Path shadow = file(front, library);
        if (!Files.deleteIfExists(shadow)) {
          write(shadow, text(library).replace("#\\a", "#\\c").replace("(list", "(vector"));
        }
        return "shadowed or not";
      }
      case 5 -> {
        Path extra = back.resolve("extra.sls");
        if (!Files.deleteIfExists(extra)) {
          write(extra, "(library (extra) (export) (import (rnrs)))");
        }
        return "(extra) comes or goes";
      }
      case 6 -> {
        write(random.nextBoolean() ? front.resolve("part.scm") : back.resolve("part.scm"), part());
        return "included file";
      }
      case 7 -> {
        String text = read(file);
        if (text != null) {
          int other = random.nextInt(LIBRARIES);
          String more =
              random.nextInt(4) == 0 ? "(library (l" + other + ") (export) (import))" : "";
          write(file, text + more);
        }
        return "another library in its file";
      }
      case 8, 9 -> {
        return editSpelling(library);
      }
      default -> {
        mend();
        return "all fixed";
      }
    }
  }

  /**
   * The library moves to a file of another name, or such a file comes, goes or holds no library.
   */
  private String editSpelling(int library) throws IOException {
    Path folder = random.nextInt(3) == 0 ? front : back;
    Path other = spelled(folder, library, SPELLINGS[random.nextInt(SPELLINGS.length)]);
    String kind = " " + other.getFileName();
    if (Files.deleteIfExists(other)) {
      write(file(back, library), text(library));
      return "goes" + kind;
    }
    String text = text(library).replace("#\\a", "#\\c").replace("(list", "(vector");
    switch (random.nextInt(4)) {
      case 0 -> {
        write(other, "(define (part) '" + datum() + ")");
        return "no library" + kind;
      }
      case 1 -> {
        write(other, text(library).replace("library (l" + library, "library (other l" + library));
        return "another library" + kind;
      }
      case 2 -> {
        write(file(back, library), "(define nothing 1)");
        write(other, text);
        return "moves to" + kind;
      }
      default -> {
        write(other, text);
        return "comes" + kind;
      }
    }
  }

  private static Path spelled(Path folder, int library, String spelling) {
    return folder.resolve("l" + library + spelling);
  }

  /** Makes it a program without mistakes, but for what is used and cannot be. */
  void mend() throws IOException {
    for (int i = 0; i < LIBRARIES; i++) {
      addMissing(models.get(i));
      models.get(i).reExport = "";
      models.get(i).exportedAs.clear();
      int number = i;
      models.get(i).imports.removeIf(each -> each >= number);
      Files.deleteIfExists(file(front, i));
      for (String spelling : SPELLINGS) {
        Files.deleteIfExists(spelled(front, i, spelling));
        Files.deleteIfExists(spelled(back, i, spelling));
      }
      write(file(back, i), text(i));
    }
  }
}
