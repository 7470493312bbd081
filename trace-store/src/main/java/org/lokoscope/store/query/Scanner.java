// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.ArrayList;
import java.util.List;

/** Reads the characters of a query. Whitespace before something is passed over. */
final class Scanner {

  private static final String ENDS = " \t\r\n()\",";
  private static final String COMPARISON = "<>=!";

  private final String text;
  private int at;
  private int end;

  Scanner(String text) {
    this.text = text;
  }

  /** Where the next thing begins. */
  int position() {
    skip();
    return at;
  }

  /** Where the last thing ended. */
  int end() {
    return end;
  }

  boolean atEnd() {
    skip();
    return at == text.length();
  }

  char peek() {
    skip();
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skip() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private char here() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  boolean takes(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    end = at;
    return true;
  }

  /** A minus that stands right before what it negates. */
  boolean takesMinus() {
    if (peek() != '-' || at + 1 >= text.length() || Character.isWhitespace(text.charAt(at + 1))) {
      return false;
    }
    at++;
    return true;
  }

  /** A colon that stands right behind the last thing. */
  boolean takesColon() {
    if (here() != ':') {
      return false;
    }
    at++;
    return true;
  }

  boolean isWord(String wanted) {
    skip();
    int after = at + wanted.length();
    return text.regionMatches(true, at, wanted, 0, wanted.length())
        && (after == text.length() || ENDS.indexOf(text.charAt(after)) >= 0);
  }

  boolean takesWord(String wanted) {
    if (!isWord(wanted)) {
      return false;
    }
    at += wanted.length();
    end = at;
    return true;
  }

  /** Characters up to a colon, a comparison or an end. */
  String word() {
    skip();
    int from = at;
    while (at < text.length() && !isEnd(at, true)) {
      at++;
    }
    end = at;
    if (from == at) {
      throw new QueryException(
          from,
          at == text.length() ? "something is missing here" : "unexpected " + text.charAt(at));
    }
    return text.substring(from, at);
  }

  /** The word that follows, colons included, without taking it. */
  String peekWord() {
    int to = at;
    while (to < text.length() && ENDS.indexOf(text.charAt(to)) < 0) {
      to++;
    }
    return text.substring(at, to);
  }

  /** Takes the word that {@link #peekWord} gave. */
  void takePeeked() {
    at += peekWord().length();
    end = at;
  }

  private boolean isEnd(int place, boolean inKey) {
    char next = text.charAt(place);
    return ENDS.indexOf(next) >= 0 || inKey && next == ':' || comparesAt(place);
  }

  /** Whether a number is compared here. Names may hold the same characters: list->vector, set! */
  private boolean comparesAt(int place) {
    int after = place;
    while (after < text.length() && COMPARISON.indexOf(text.charAt(after)) >= 0) {
      after++;
    }
    if (after == place) {
      return false;
    }
    while (after < text.length() && text.charAt(after) == ' ') {
      after++;
    }
    return after < text.length()
        && (Character.isDigit(text.charAt(after)) || text.charAt(after) == '"');
  }

  Query.Pattern quoted() {
    skip();
    int from = at++;
    StringBuilder inside = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      inside.append(text.charAt(at++));
    }
    if (at == text.length()) {
      throw new QueryException(from, "this quote is never closed");
    }
    end = ++at;
    return new Query.Pattern(inside.toString(), true, from);
  }

  boolean isComparison() {
    return COMPARISON.indexOf(peek()) >= 0 && peek() != 0;
  }

  /** Whether a comparison stands right behind the last thing. */
  boolean isComparisonHere() {
    return comparesAt(at);
  }

  /** A comparison and its number. */
  Query.Value comparison(Key.Values wanted, String key) {
    int from = position();
    while (at < text.length() && COMPARISON.indexOf(here()) >= 0) {
      at++;
    }
    String operator = text.substring(from, at);
    Query.Pattern value = value(key);
    return Values.compared(operator, withUnit(value), wanted, key, from);
  }

  /** A unit may stand behind a space. */
  private Query.Pattern withUnit(Query.Pattern number) {
    if (number.quoted() || number.text().isEmpty() || !endsInDigit(number.text())) {
      return number;
    }
    int before = at;
    int endBefore = end;
    if (peek() != 0 && Character.isLetter(peek())) {
      String next = word();
      boolean key = at < text.length() && here() == ':' || isComparisonHere();
      if (Unit.of(next).isPresent() && !key) {
        return new Query.Pattern(number.text() + next, false, number.at());
      }
    }
    at = before;
    end = endBefore;
    return number;
  }

  private static boolean endsInDigit(String text) {
    return Character.isDigit(text.charAt(text.length() - 1));
  }

  /** What stands behind the colon of a key: values with commas between them. */
  List<Query.Value> values(Key.Values wanted, String key) {
    if (isComparison()) {
      return List.of(comparison(wanted, key));
    }
    List<Query.Value> values = new ArrayList<>();
    do {
      values.add(Values.of(value(key), wanted, key));
    } while (takesComma());
    return values;
  }

  private boolean takesComma() {
    if (here() != ',') {
      return false;
    }
    at++;
    return true;
  }

  private Query.Pattern value(String key) {
    skip();
    if (here() == '"') {
      return quoted();
    }
    int from = at;
    while (at < text.length() && !isEnd(at, false)) {
      at++;
    }
    end = at;
    if (from == at) {
      throw new QueryException(
          from, key.isEmpty() ? "a number is missing" : "after " + key + " a value is missing");
    }
    return new Query.Pattern(text.substring(from, at), false, from);
  }
}
