// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import static org.lokoscope.store.query.Target.EVENTS;
import static org.lokoscope.store.query.Target.FIBERS;
import static org.lokoscope.store.query.Target.INTERVALS;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What stands before the colon of a term. docs/query.md lists them; a test compares. */
public enum Key {
  /** A bare word. */
  NAME(Values.PATTERN, FIBERS, INTERVALS, EVENTS),
  FIBER(Values.PATTERN, FIBERS, INTERVALS, EVENTS),
  PROCESS(Values.PATTERN, FIBERS, INTERVALS, EVENTS),
  PARENT(Values.PATTERN, FIBERS, INTERVALS, EVENTS),
  SPAWN(Values.SITE, FIBERS, INTERVALS, EVENTS),
  OUTCOME(Values.WORD, FIBERS),
  RESUMES(Values.COUNT, FIBERS),
  WORDS(Values.COUNT, FIBERS, EVENTS),
  WINDERS(Values.COUNT, FIBERS, EVENTS),
  TIME(Values.TIME, FIBERS, INTERVALS, EVENTS),
  STATE(Values.WORD, INTERVALS),
  DURATION(Values.DURATION, INTERVALS),
  CPU(Values.COUNT, INTERVALS, EVENTS),
  SITE(Values.SITE, INTERVALS, EVENTS),
  OBJECT(Values.PATTERN, INTERVALS, EVENTS),
  CHANNEL(Values.PATTERN, INTERVALS, EVENTS),
  CONDITION(Values.PATTERN, INTERVALS, EVENTS),
  MAILBOX(Values.PATTERN, INTERVALS, EVENTS),
  PORT(Values.PATTERN, INTERVALS, EVENTS),
  TYPE(Values.WORD, EVENTS),
  REASON(Values.WORD, EVENTS),
  FRAMES(Values.COUNT, EVENTS),
  BYTES(Values.BYTES, EVENTS),
  FIELD(Values.FIELD, EVENTS);

  /** What can stand behind the colon. */
  enum Values {
    /** A name with {@code *} and {@code ?}, or # and a number. */
    PATTERN,
    /** A file with line and column. */
    SITE,
    /** One of some words, with {@code *} and {@code ?}. */
    WORD,
    COUNT,
    BYTES,
    DURATION,
    TIME,
    /** A number or a pattern, as the field has it. */
    FIELD;

    boolean isNumber() {
      return this == COUNT || this == BYTES || this == DURATION || this == TIME;
    }
  }

  final Values values;

  @SuppressWarnings("ImmutableEnumChecker")
  final Set<Target> targets;

  Key(Values values, Target first, Target... others) {
    this.values = values;
    targets = EnumSet.of(first, others);
  }

  /** The word that users write. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Key> of(String word) {
    for (Key key : values()) {
      if (key.word().equalsIgnoreCase(word)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  static List<String> words() {
    return java.util.Arrays.stream(values()).map(Key::word).toList();
  }
}
