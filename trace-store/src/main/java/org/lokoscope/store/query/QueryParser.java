// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes a query apart. Terms that stand side by side must all hold; {@code or} binds less than
 * that, {@code not} and {@code -} more.
 */
public final class QueryParser {

  private static final Set<String> OPERATORS = Set.of("and", "or", "not");
  private static final Pattern PLACE =
      Pattern.compile("[^:]+\\.(sps|scm|sls|ss|sld)(:[0-9]{1,9}){1,2}");
  private static final int DEEPEST = 100;

  private final Scanner in;
  private int depth;

  private QueryParser(String text) {
    in = new Scanner(text);
  }

  /**
   * Takes a query apart.
   *
   * @throws QueryException if it cannot be understood
   */
  public static Query parse(String text) {
    QueryParser parser = new QueryParser(text);
    Query query = parser.or();
    if (!parser.in.atEnd()) {
      throw new QueryException(parser.in.position(), "this ) closes nothing");
    }
    return query;
  }

  private Query or() {
    List<Query> any = new ArrayList<>();
    any.add(and());
    while (in.takesWord("or")) {
      int before = in.position();
      Query next = and();
      if (next instanceof Query.And(List<Query> all) && all.isEmpty()) {
        throw new QueryException(before, "after or something must follow");
      }
      any.add(next);
    }
    if (any.size() > 1 && any.getFirst() instanceof Query.And(List<Query> all) && all.isEmpty()) {
      throw new QueryException(0, "before or something must stand");
    }
    return any.size() == 1 ? any.getFirst() : new Query.Or(any);
  }

  private Query and() {
    List<Query> all = new ArrayList<>();
    while (!in.atEnd() && in.peek() != ')' && !in.isWord("or")) {
      if (in.isWord("and")) {
        int at = in.position();
        in.takesWord("and");
        if (all.isEmpty() || in.atEnd() || in.peek() == ')' || in.isWord("or")) {
          throw new QueryException(at, "and needs something on both sides");
        }
      }
      all.add(not());
    }
    return all.size() == 1 ? all.getFirst() : new Query.And(all);
  }

  private Query not() {
    int at = in.position();
    if (in.takesWord("not") || in.takesMinus()) {
      if (in.atEnd() || in.peek() == ')' || in.isWord("or") || in.isWord("and")) {
        throw new QueryException(in.position(), "after not something must follow");
      }
      enter(at);
      Query negated = new Query.Not(not());
      depth--;
      return negated;
    }
    if (in.takes('(')) {
      enter(at);
      Query inner = or();
      if (!in.takes(')')) {
        throw new QueryException(at, "this ( is never closed");
      }
      depth--;
      return inner;
    }
    return term();
  }

  private void enter(int at) {
    if (++depth > DEEPEST) {
      throw new QueryException(at, "more than " + DEEPEST + " parentheses inside each other");
    }
  }

  private Query term() {
    int at = in.position();
    if (in.isComparison()) {
      return bareComparison(at);
    }
    if (in.peek() == '"') {
      return new Query.Term(Key.NAME, "", List.of(in.quoted()), at, in.end());
    }
    String word = in.word();
    if (in.takesColon()) {
      return keyed(word, at);
    }
    Key key = Key.of(word).orElse(null);
    if (key != null && key.values.isNumber() && in.isComparison() || isField(word)) {
      return compared(word, at);
    }
    if (in.isComparisonHere()) {
      throw new QueryException(at, "there is no number " + word + Suggestions.of(word, numbers()));
    }
    return new Query.Term(Key.NAME, "", List.of(new Query.Pattern(word, false, at)), at, in.end());
  }

  private boolean isField(String word) {
    return word.toLowerCase(Locale.ROOT).startsWith("field.") && in.isComparison();
  }

  private static List<String> numbers() {
    return java.util.Arrays.stream(Key.values())
        .filter(key -> key.values.isNumber())
        .map(Key::word)
        .toList();
  }

  /** {@code > 10ms}: the unit says what is compared. */
  private Query bareComparison(int at) {
    Query.Value value = in.comparison(Key.Values.FIELD, "");
    Unit unit = Values.unitOf(value);
    if (unit == null) {
      throw new QueryException(
          in.end(), "the number needs a unit, as in > 10ms, or a key before it, as in words > 10");
    }
    Key key = unit.key();
    if (!unit.fits(key.values)) {
      throw new QueryException(at, "say of what this is the count, as in words > 10k");
    }
    return new Query.Term(key, "", List.of(value), at, in.end());
  }

  private Query compared(String word, int at) {
    Key key = isField(word) ? Key.FIELD : Key.of(word).orElseThrow();
    Query.Value value = in.comparison(key.values, word);
    return new Query.Term(key, field(word), List.of(value), at, in.end());
  }

  private static String field(String word) {
    int dot = word.indexOf('.');
    return dot < 0 ? "" : word.substring(dot + 1);
  }

  private Query keyed(String word, int at) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.equals("show")) {
      return show(at);
    }
    if (lower.startsWith("field.") && lower.length() > "field.".length()) {
      return new Query.Term(
          Key.FIELD, field(word), in.values(Key.Values.FIELD, word), at, in.end());
    }
    Key key = Key.of(lower).orElse(null);
    if (key == null) {
      return place(word, at);
    }
    if (key == Key.FIELD) {
      throw new QueryException(at, "which field? Say for example field.queueLength>10");
    }
    return new Query.Term(key, "", in.values(key.values, key.word()), at, in.end());
  }

  private Query show(int at) {
    int valueAt = in.position();
    String value = in.word();
    for (Target target : Target.values()) {
      if (target.word().equalsIgnoreCase(value)) {
        return new Query.Show(target, at, in.end());
      }
    }
    List<String> words = java.util.Arrays.stream(Target.values()).map(Target::word).toList();
    throw new QueryException(
        valueAt, "show: takes " + String.join(", ", words) + Suggestions.of(value, words));
  }

  /** {@code server.sps:40} is what tables and reports say of a place, so it may be pasted. */
  private Query place(String word, int at) {
    String rest = in.peekWord();
    String whole = word + ":" + rest;
    if (PLACE.matcher(whole).matches()) {
      in.takePeeked();
      return new Query.Term(
          Key.SITE, "", List.of(new Query.Pattern(whole, false, at)), at, in.end());
    }
    List<String> known = new ArrayList<>(Key.words());
    known.add("show");
    throw new QueryException(
        at,
        OPERATORS.contains(word.toLowerCase(Locale.ROOT))
            ? word + " takes no colon"
            : "there is no key " + word + Suggestions.of(word, known));
  }
}
