// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Probe;

/**
 * The numbers that strings and sites have in a table of events, where other events show them as
 * texts. What no row defines gets a number, and its definition, when it is first used.
 */
final class CsvNumbers {

  /** Runtimes count from 1, and the watch of the heap from -1 down. */
  private static final long FIRST_OWN = 1L << 40;

  private static final String UNKNOWN = "unknown place";

  private final Map<String, Long> strings = new HashMap<>();
  private final Map<String, Long> sites = new HashMap<>();
  private long own = FIRST_OWN;

  /** A row says which number a text has. */
  long defineString(String text, @Nullable Long number) {
    long known = number == null ? own++ : number;
    if (!text.isEmpty()) {
      strings.put(text, known);
    }
    return known;
  }

  long defineSite(String text, @Nullable Long number) {
    long known = number == null ? own++ : number;
    sites.put(text, known);
    return known;
  }

  /** The number of a text. If it has none yet, it is defined at once. */
  long string(String text, long time, Probe probe) {
    if (text.isEmpty()) {
      return 0;
    }
    Long known = strings.get(text);
    if (known == null) {
      known = defineString(text, null);
      probe.stringDefined(time, known, text);
    }
    return known;
  }

  /** The same of a place. One that is no place in a file becomes the name of a procedure. */
  long site(String text, long time, Probe probe) {
    if (text.isEmpty()) {
      return 0;
    }
    Long known = sites.get(text);
    if (known != null) {
      return known;
    }
    long number = defineSite(text, null);
    if (!text.equals(UNKNOWN)) {
      Place place = Place.of(text);
      long file = string(place.file(), time, probe);
      long procedure = string(place.procedure(), time, probe);
      probe.siteDefined(time, number, file, place.line(), place.column(), procedure, 0);
    }
    return number;
  }

  /** A place as tables show it: {@code file:line:column}, or what else it is called. */
  private record Place(String file, int line, int column, String procedure) {

    static Place of(String text) {
      String[] parts = text.split(":", -1);
      int count = parts.length;
      if (count >= 3 && isNumber(parts[count - 1]) && isNumber(parts[count - 2])) {
        String line = parts[count - 2];
        String column = parts[count - 1];
        String file = text.substring(0, text.length() - line.length() - column.length() - 2);
        return new Place(file, Integer.parseInt(line), Integer.parseInt(column), "");
      }
      return new Place("", 0, 0, text);
    }

    private static boolean isNumber(String text) {
      return text.matches("[0-9]{1,9}");
    }
  }
}
