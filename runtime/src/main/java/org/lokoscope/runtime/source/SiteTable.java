// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Numbers the places of one image's sources from 1, so that frames, winders and events can name a
 * place with an int. Safe for use by several CPUs.
 */
public final class SiteTable {

  private static final int FORM_LENGTH = 60;

  /** A numbered place. {@code form} is the source text there on one line, shortened, or "". */
  public record Site(SourceSpan span, String procedure, String form) {}

  private record Key(SourceSpan span, String procedure) {}

  private final List<Site> sites = new ArrayList<>();
  private final Map<Key, Integer> numbers = new HashMap<>();
  private final Map<String, List<String>> texts = new HashMap<>();
  private SourceListener listener = SourceListener.NONE;

  /** The variables that are defined as the value of a call, by the place of the call. */
  private final Map<SourceSpan, String> defined = new HashMap<>();

  public SiteTable() {
    sites.add(new Site(SourceSpan.NONE, "", ""));
  }

  /** Keeps a source text, so that sites in it can quote their forms. */
  public synchronized void addText(String file, String text) {
    texts.put(file, text.lines().toList());
    listener.read(file, text);
  }

  /** Who is told of the texts from now on. */
  public synchronized void onText(SourceListener next) {
    listener = next;
  }

  /** The number of a place; 0 for none. */
  public synchronized int add(SourceSpan span, String procedure) {
    if (span == null || span.line() == 0) {
      return 0;
    }
    return numbers.computeIfAbsent(
        new Key(span, procedure),
        key -> {
          sites.add(new Site(span, procedure, quote(span)));
          return sites.size() - 1;
        });
  }

  /** The number of a place that is in no source text, such as the scheduler's own frames. */
  public synchronized int addLabel(String label) {
    return numbers.computeIfAbsent(
        new Key(SourceSpan.NONE, label),
        key -> {
          sites.add(new Site(SourceSpan.NONE, label, ""));
          return sites.size() - 1;
        });
  }

  /** Notes that the value of the call at a place is the first value of a variable. */
  public synchronized void addDefined(SourceSpan call, String variable) {
    if (call != null && call.line() != 0) {
      defined.put(call, variable);
    }
  }

  /** The variable whose first value is that of the call at a site; empty if there is none. */
  public synchronized String definedBy(int site) {
    return defined.getOrDefault(sites.get(site).span(), "");
  }

  /** The numbers of the calls that stand in texts that can be quoted: those of the program. */
  public synchronized int[] quotedCalls() {
    return IntStream.range(1, sites.size())
        .filter(site -> sites.get(site).form().startsWith("("))
        .toArray();
  }

  public synchronized Site get(int site) {
    return sites.get(site);
  }

  private String quote(SourceSpan span) {
    List<String> lines = texts.get(span.file());
    StringBuilder form = new StringBuilder();
    int line = span.line();
    while (lines != null
        && line <= Math.min(span.endLine(), lines.size())
        && form.length() <= FORM_LENGTH) {
      String text = lines.get(line - 1);
      int from = line == span.line() ? offset(text, span.column()) : 0;
      int to = line == span.endLine() ? offset(text, span.endColumn()) : text.length();
      String part = withoutComment(text.substring(from, Math.max(from, to))).strip();
      form.append(form.isEmpty() || part.isEmpty() ? "" : " ").append(part);
      line++;
    }
    return form.length() <= FORM_LENGTH ? form.toString() : form.substring(0, FORM_LENGTH) + "…";
  }

  /** A line without the comment at its end; a semicolon in a string or a character is none. */
  private static String withoutComment(String line) {
    boolean inString = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        inString = !inString;
      } else if (c == ';' && !inString) {
        return line.substring(0, i);
      }
    }
    return line;
  }

  private static int offset(String text, int column) {
    return text.offsetByCodePoints(0, Math.min(column - 1, text.codePointCount(0, text.length())));
  }
}
