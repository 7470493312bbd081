// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.Query.Pattern;
import org.lokoscope.store.query.Query.Term;
import org.lokoscope.store.query.Query.Value;

/**
 * Says whether the fibers, processes, objects and places of a trace fit the patterns of a term.
 * Each is looked at once.
 */
final class Names {

  private static final long SERIAL = 0xFFFF_FFFFL;

  private final Trace trace;
  private @Nullable Map<Long, FiberInfo> fibers;
  private @Nullable Map<Long, ObjectKind> kinds;

  Names(Trace trace) {
    this.trace = trace;
  }

  /** Remembers the answers. */
  private static LongPredicate once(LongPredicate test) {
    Map<Long, Boolean> known = new HashMap<>();
    return id -> known.computeIfAbsent(id, test::test);
  }

  private static LongPredicate any(List<Value> values, Predicate2 one) {
    return id -> {
      for (Value value : values) {
        if (one.test((Pattern) value, id)) {
          return true;
        }
      }
      return false;
    };
  }

  private interface Predicate2 {
    boolean test(Pattern pattern, long id);
  }

  /** A test of fibers by their numbers. */
  LongPredicate fiber(Term term) {
    return once(
        switch (term.key()) {
          case FIBER -> any(term.values(), this::isCalled);
          case PROCESS -> {
            LongPredicate process = process(term.values());
            yield id -> process.test(id >>> 32);
          }
          case PARENT -> {
            LongPredicate parent = any(term.values(), this::isCalled);
            yield id -> {
              FiberInfo fiber = fibers().get(id);
              return fiber != null && fiber.parent() != 0 && parent.test(fiber.parent());
            };
          }
          case SPAWN -> {
            Predicate<Site> place = place(term.values());
            yield id -> {
              FiberInfo fiber = fibers().get(id);
              return fiber != null && place.test(fiber.spawnSite());
            };
          }
          case NAME -> any(term.values(), this::holds);
          default -> throw new IllegalArgumentException("key=" + term.key());
        });
  }

  private Map<Long, FiberInfo> fibers() {
    if (fibers == null) {
      fibers = new HashMap<>();
      for (FiberInfo fiber : trace.fibers()) {
        fibers.put(fiber.id(), fiber);
      }
    }
    return fibers;
  }

  LongPredicate process(List<Value> values) {
    return once(
        id ->
            values.stream()
                .map(Pattern.class::cast)
                .anyMatch(p -> isNumber(p, id) || new Glob(p).matches(trace.nameOf(id))));
  }

  private static boolean isNumber(Pattern pattern, long id) {
    String text = pattern.text().startsWith("#") ? pattern.text().substring(1) : pattern.text();
    return !pattern.quoted() && text.equals(Long.toString(id));
  }

  /** Whether a fiber or an object has the name, or the number behind a #. */
  boolean isCalled(Pattern pattern, long id) {
    String text = pattern.text();
    if (!pattern.quoted() && text.startsWith("#") && text.length() > 1) {
      return text.equals("#" + (id & SERIAL)) || text.equals("#" + id);
    }
    Glob glob = new Glob(pattern);
    String name = trace.nameOf(id);
    if (glob.matches(name)) {
      return true;
    }
    // Those without a name of their own are called by their procedure and number.
    int mark = name.lastIndexOf('#');
    return mark > 0 && text.indexOf('#') < 0 && glob.matches(name.substring(0, mark));
  }

  private boolean holds(Pattern pattern, long id) {
    return new Glob(pattern).isIn(trace.nameOf(id));
  }

  /** A test of objects by their numbers. */
  LongPredicate object(Term term) {
    LongPredicate called = any(term.values(), this::isCalled);
    ObjectKind wanted =
        switch (term.key()) {
          case CHANNEL -> ObjectKind.CHANNEL;
          case CONDITION -> ObjectKind.CONDITION;
          case MAILBOX -> ObjectKind.MAILBOX;
          case PORT -> ObjectKind.PORT;
          default -> null;
        };
    return once(id -> isOfKind(id, wanted) && called.test(id));
  }

  private boolean isOfKind(long id, @Nullable ObjectKind wanted) {
    if (kinds == null) {
      kinds = new HashMap<>();
      for (ObjectInfo object : trace.objects()) {
        kinds.put(object.id(), object.kind());
      }
    }
    ObjectKind kind = kinds.get(id);
    return kind != null && (wanted == null || kind == wanted);
  }

  /** A test of places by their numbers. */
  LongPredicate site(List<Value> values) {
    Predicate<Site> place = place(values);
    return once(id -> place.test(trace.site(id)));
  }

  private static Predicate<Site> place(List<Value> values) {
    List<Place> places = values.stream().map(value -> new Place((Pattern) value)).toList();
    return site -> places.stream().anyMatch(place -> place.matches(site));
  }

  /** A file with, perhaps, a line and a column. */
  private static final class Place {
    private final Glob file;
    private final Glob below;
    private final int line;
    private final int column;

    Place(Pattern pattern) {
      String[] parts = pattern.text().split(":", -1);
      int numbers = 0;
      while (numbers < 2
          && numbers < parts.length - 1
          && parts[parts.length - 1 - numbers].matches("[0-9]{1,9}")) {
        numbers++;
      }
      int files = parts.length - numbers;
      String name = String.join(":", List.of(parts).subList(0, files));
      file = new Glob(new Pattern(name, pattern.quoted(), pattern.at()));
      below = new Glob(new Pattern(pattern.quoted() ? name : "*/" + name, pattern.quoted(), 0));
      line = numbers > 0 ? Integer.parseInt(parts[files]) : 0;
      column = numbers > 1 ? Integer.parseInt(parts[files + 1]) : 0;
    }

    boolean matches(Site site) {
      return site.line() > 0
          && (line == 0 || site.line() == line)
          && (column == 0 || site.column() == column)
          && (file.matches(site.file()) || below.matches(site.file()));
    }
  }

  /** Whether a code such as {@code call_cc} is meant, which users write with a hyphen. */
  static boolean isWord(List<Value> values, String code) {
    String word = code.toLowerCase(Locale.ROOT).replace('_', '-');
    for (Value value : values) {
      if (value instanceof Pattern pattern
          && (new Glob(pattern).matches(word) || new Glob(pattern).matches(code))) {
        return true;
      }
    }
    return false;
  }
}
