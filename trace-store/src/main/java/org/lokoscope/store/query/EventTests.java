// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.EventWalk;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.Query.Pattern;
import org.lokoscope.store.query.Query.Term;
import org.lokoscope.store.query.Query.Value;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/** Makes of a query a test of events, which looks at their numbers as they lie in the chunks. */
final class EventTests {

  private static final int CODES = 256;

  /** A test of the event at which a walk stands. */
  interface Test {
    boolean of(EventWalk event);
  }

  /** A test of one field of it. */
  private interface FieldTest {
    boolean of(EventField field, long number, EventWalk event);
  }

  private final Trace trace;
  private final Names names;

  EventTests(Trace trace, Names names) {
    this.trace = trace;
    this.names = names;
  }

  Test of(Query query) {
    return switch (query) {
      case Query.And(List<Query> all) -> {
        Test[] tests = all.stream().map(this::of).toArray(Test[]::new);
        yield event -> {
          for (Test test : tests) {
            if (!test.of(event)) {
              return false;
            }
          }
          return true;
        };
      }
      case Query.Or(List<Query> any) -> {
        Test[] tests = any.stream().map(this::of).toArray(Test[]::new);
        yield event -> {
          for (Test test : tests) {
            if (test.of(event)) {
              return true;
            }
          }
          return false;
        };
      }
      case Query.Not(Query negated) -> {
        Test test = of(negated);
        yield event -> !test.of(event);
      }
      case Query.Show _ -> _ -> true;
      case Term term -> of(term);
    };
  }

  private Test of(Term term) {
    List<Value> values = term.values();
    return switch (term.key()) {
      case TIME -> {
        List<Value> times = Numbers.ofRun(values, trace);
        yield event -> Numbers.has(times, event.time());
      }
      case CPU -> event -> Numbers.has(values, event.stream());
      case TYPE -> {
        BitSet codes = types(term);
        yield event -> codes.get(event.code());
      }
      default -> {
        EventField[][] fields = fields(term);
        FieldTest test = fieldTest(term);
        BitSet named = term.key() == Key.NAME ? namedTypes(values) : new BitSet();
        yield event -> {
          if (named.get(event.code())) {
            return true;
          }
          for (EventField field : fields[event.code()]) {
            if (test.of(field, event.value(field.index()), event)) {
              return true;
            }
          }
          return false;
        };
      }
    };
  }

  /** The types that a term names, by themselves or by their family. */
  static BitSet types(Term term) {
    List<String> known = new ArrayList<>();
    BitSet codes = new BitSet(CODES);
    for (EventType type : Schema.events()) {
      known.add(type.name());
      known.add(type.family().name());
      if (Names.isWord(term.values(), type.name()) || isFamily(term.values(), type)) {
        codes.set(type.code());
      }
    }
    Words.check(term, known);
    return codes;
  }

  /** A pattern means types only: offer* shall not be all that the family of offers has. */
  private static boolean isFamily(List<Value> values, EventType type) {
    return values.stream()
        .map(value -> new Glob((Pattern) value))
        .anyMatch(glob -> glob.isLiteral() && glob.matches(type.family().name()));
  }

  private static BitSet namedTypes(List<Value> values) {
    BitSet codes = new BitSet(CODES);
    for (EventType type : Schema.events()) {
      if (values.stream().anyMatch(value -> new Glob((Pattern) value).isIn(type.name()))) {
        codes.set(type.code());
      }
    }
    return codes;
  }

  /** Of each type, by its code, the fields that a term looks at. */
  static EventField[][] fields(Term term) {
    EventField[][] fields = new EventField[CODES][];
    java.util.Arrays.fill(fields, new EventField[0]);
    boolean any = false;
    for (EventType type : Schema.events()) {
      fields[type.code()] =
          type.fields().stream()
              .skip(1)
              .filter(field -> concerns(term, field))
              .toArray(EventField[]::new);
      any |= fields[type.code()].length > 0;
    }
    if (!any) {
      List<String> known =
          Schema.events().stream()
              .flatMap(type -> type.fields().stream().skip(1))
              .map(EventField::name)
              .distinct()
              .toList();
      throw new QueryException(
          term.at() + "field.".length(),
          "no event has a field " + term.field() + Suggestions.of(term.field(), known));
    }
    return fields;
  }

  private static boolean concerns(Term term, EventField field) {
    Kind kind = field.kind();
    return switch (term.key()) {
      case FIBER, PARENT, SPAWN -> kind == Kind.FIBER;
      case PROCESS -> kind == Kind.PROCESS || kind == Kind.FIBER;
      case SITE -> kind == Kind.SITE;
      case OBJECT, CHANNEL, CONDITION, MAILBOX, PORT -> kind == Kind.OBJECT;
      case BYTES -> kind == Kind.BYTES;
      case REASON -> kind == Kind.CODE && (isNamed(field, "reason") || isNamed(field, "cause"));
      case WORDS, WINDERS, FRAMES -> isNamed(field, term.key().word()) && kind != Kind.SEQUENCE;
      case FIELD -> isNamed(field, term.field());
      case NAME ->
          kind == Kind.FIBER
              || kind == Kind.OBJECT
              || kind == Kind.PROCESS
              || kind == Kind.STRING
              || kind == Kind.TEXT;
      default -> false;
    };
  }

  private static boolean isNamed(EventField field, String name) {
    return field.name().equalsIgnoreCase(name);
  }

  private FieldTest fieldTest(Term term) {
    List<Value> values = term.values();
    return switch (term.key()) {
      case FIBER, PARENT, SPAWN -> {
        LongPredicate fiber = names.fiber(term);
        yield (_, number, _) -> number != 0 && fiber.test(number);
      }
      case PROCESS -> {
        LongPredicate process = names.process(values);
        yield (field, number, _) ->
            field.kind() == Kind.FIBER
                ? number != 0 && process.test(number >>> 32)
                : process.test(number);
      }
      case SITE -> {
        LongPredicate site = names.site(values);
        yield (_, number, _) -> number != 0 && site.test(number);
      }
      case OBJECT, CHANNEL, CONDITION, MAILBOX, PORT -> {
        LongPredicate object = names.object(term);
        yield (_, number, _) -> number != 0 && object.test(number);
      }
      case REASON -> {
        Words.check(term, codes(term));
        yield (field, number, _) -> Names.isWord(values, field.codeName(number));
      }
      case NAME, FIELD -> texts(term);
      default -> (_, number, _) -> Numbers.has(values, number);
    };
  }

  private static List<String> codes(Term term) {
    List<String> known = new ArrayList<>();
    for (EventField[] fields : fields(term)) {
      for (EventField field : fields) {
        field.codes().forEach(code -> known.add(code.toLowerCase(java.util.Locale.ROOT)));
      }
    }
    return known;
  }

  /** Compares names and texts; of a field that is a number, the number. */
  private FieldTest texts(Term term) {
    List<Value> values = term.values();
    boolean part = term.key() == Key.NAME;
    Map<Long, Boolean> strings = new HashMap<>();
    Map<Long, Boolean> subjects = new HashMap<>();
    LongPredicate site = part ? _ -> false : names.site(patterns(values));
    return (field, number, event) ->
        switch (field.kind()) {
          case STRING ->
              strings.computeIfAbsent(number, string -> isText(values, trace.string(string), part));
          case TEXT -> isText(values, text(event, field), part);
          case FIBER, OBJECT, PROCESS ->
              number != 0 && subjects.computeIfAbsent(number, id -> isSubject(values, id, part));
          case SITE -> number != 0 && site.test(number);
          case CODE -> Names.isWord(values, field.codeName(number)) || Numbers.has(values, number);
          case FLAG ->
              Names.isWord(values, number == 0 ? "no" : "yes") || Numbers.has(values, number);
          default -> Numbers.has(values, number);
        };
  }

  private static List<Value> patterns(List<Value> values) {
    return values.stream().filter(Pattern.class::isInstance).toList();
  }

  private static boolean isText(List<Value> values, String text, boolean part) {
    for (Value value : values) {
      Pattern pattern = pattern(value);
      if (pattern != null
          && (part ? new Glob(pattern).isIn(text) : new Glob(pattern).matches(text))) {
        return true;
      }
    }
    return false;
  }

  private boolean isSubject(List<Value> values, long id, boolean part) {
    for (Value value : values) {
      Pattern pattern = pattern(value);
      if (pattern == null) {
        continue;
      }
      boolean fits =
          part
              ? new Glob(pattern).isIn(trace.nameOf(id))
              : names.isCalled(pattern, id)
                  || pattern.text().equals(Long.toString(id))
                  || pattern.text().equals(Long.toString(id & 0xFFFF_FFFFL));
      if (fits) {
        return true;
      }
    }
    return false;
  }

  /** What was written, where a field turns out to be no number. */
  private static @Nullable Pattern pattern(Value value) {
    return switch (value) {
      case Pattern pattern -> pattern;
      case Query.Range range -> new Pattern(range.text(), false, range.at());
      case Query.Outside _, Query.Calendar _ -> null;
    };
  }

  private static String text(EventWalk event, EventField field) {
    EventRow row = event.row();
    return row.values().get(field.index() - 1).text();
  }
}
