// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.robust;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spoils program texts in the ways of careless and of malicious people; the same for each seed. */
final class SourceMutator {

  private static final int MOST_MUTATIONS = 6;
  private static final int LONGEST_PIECE = 60;
  private static final int DEEPEST_NEST = 400;

  private static final Pattern TOKEN =
      Pattern.compile("[()\\[\\]]|\"[^\"]*\"|[^\\s()\\[\\]\"]+|\\s+");

  /** What is put where it does not belong. */
  private static final String[] ODDITIES = {
    "(",
    ")",
    "[",
    "]",
    "'",
    "`",
    ",",
    ",@",
    "#'",
    "#`",
    "#,",
    "#,@",
    "#;",
    "#|",
    "|#",
    ";",
    "\"",
    "...",
    "_",
    "=>",
    "else",
    ".",
    "#(",
    "#vu8(",
    "#u8(",
    "#0=",
    "#0#",
    "#0=(a . #0#)",
    "#\\",
    "#\\x110000",
    "#\\xD800",
    "\"\\x110000;\"",
    "\"\\q\"",
    "|",
    "#!fold-case",
    "#!eof",
    "#!r6rs",
    "#e1e400",
    "1e400",
    "1/0",
    "#e+inf.0",
    "+nan.0",
    "-",
    "1+i",
    "#b102",
    "#xFFFFFFFFFFFFFFFFFFFF",
    "\u0000",
    "\uFEFF",
    "\uD83D\uDE00",
    "\u2028",
    "#:k",
    "define",
    "define-syntax",
    "let-syntax",
    "lambda",
    "syntax-rules",
    "syntax-case",
    "syntax",
    "quasisyntax",
    "with-syntax",
    "begin",
    "let",
    "letrec",
    "import",
    "library",
    "define-library",
    "export",
    "define-record-type",
    "guard",
    "parameterize",
    "match",
    "cond",
    "case",
    "do",
    "set!",
    "quote",
    "quasiquote",
    "if",
    "identifier-syntax",
    "make-variable-transformer",
    "define-values",
    "let-values",
    "case-lambda",
    "cond-expand",
    "include",
    "define-enumeration",
    "define-condition-type",
    "delay",
    "assert",
    "(let loop () (loop))",
    "(define-syntax m (syntax-rules () ((_ x ...) (m x ... x ...))))",
    "(m 1)",
    "()",
    "(())",
    "#t",
    "0",
    "\"s\"",
    "(import (only (rnrs) car car))",
    "(rnrs)"
  };

  private final List<String> corpus;
  private final SplittableRandom random;

  SourceMutator(List<String> corpus, long seed) {
    this.corpus = corpus;
    this.random = new SplittableRandom(seed);
  }

  /** One of the texts of the corpus, spoiled. */
  String next() {
    String text = any(corpus);
    int mutations = 1 + random.nextInt(MOST_MUTATIONS);
    for (int i = 0; i < mutations; i++) {
      text = random.nextInt(3) == 0 ? mutateCharacters(text) : mutateTokens(text);
    }
    return text;
  }

  private <T> T any(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  private String oddity() {
    return ODDITIES[random.nextInt(ODDITIES.length)];
  }

  private String mutateCharacters(String text) {
    if (text.isEmpty()) {
      return oddity();
    }
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + 1 + random.nextInt(LONGEST_PIECE));
    String before = text.substring(0, from);
    String piece = text.substring(from, to);
    String after = text.substring(to);
    return switch (random.nextInt(6)) {
      case 0 -> before;
      case 1 -> before + after;
      case 2 -> before + piece + piece + after;
      case 3 -> before + (char) random.nextInt(0x20, 0x2FF) + text.substring(from + 1);
      case 4 -> before + oddity() + piece + after;
      default -> before + new StringBuilder(piece).reverse() + after;
    };
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }

  private String mutateTokens(String text) {
    List<String> tokens = tokens(text);
    if (tokens.isEmpty()) {
      return oddity();
    }
    int place = random.nextInt(tokens.size());
    int other = random.nextInt(tokens.size());
    switch (random.nextInt(7)) {
      case 0 -> tokens.remove(place);
      case 1 -> tokens.add(place, tokens.get(other));
      case 2 -> tokens.set(place, tokens.get(other));
      case 3 -> tokens.set(place, oddity());
      case 4 -> tokens.add(place, " " + oddity() + " ");
      case 5 -> tokens.addAll(place, piece(tokens(any(corpus))));
      default -> nest(tokens, place);
    }
    return String.join("", tokens);
  }

  private List<String> piece(List<String> tokens) {
    int from = random.nextInt(tokens.size());
    return tokens.subList(from, Math.min(tokens.size(), from + 1 + random.nextInt(LONGEST_PIECE)));
  }

  /** Wraps one token many times in the same form. */
  private void nest(List<String> tokens, int place) {
    String[] forms = {"(", "(lambda () ", "(let ((x ", "'", "(quasiquote ", "(begin ", "#;", "(m "};
    int depth = 1 + random.nextInt(DEEPEST_NEST);
    tokens.set(place, forms[random.nextInt(forms.length)].repeat(depth) + tokens.get(place));
    if (random.nextBoolean()) {
      tokens.add(place + 1, ")".repeat(depth));
    }
  }
}
