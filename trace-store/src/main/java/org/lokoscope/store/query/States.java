// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.query.Query.Pattern;
import org.lokoscope.store.query.Query.Term;
import org.lokoscope.store.query.Query.Value;

/** The words for the states of lanes. */
final class States {

  private static final String BLOCKED = "blocked";
  private static final Map<String, Set<LaneState>> WORDS = new LinkedHashMap<>();

  static {
    Set<LaneState> blocked = EnumSet.noneOf(LaneState.class);
    for (LaneState state : LaneState.values()) {
      String word = word(state);
      WORDS.put(word, EnumSet.of(state));
      if (word.startsWith(BLOCKED)) {
        WORDS.put(word.substring(BLOCKED.length() + 1), EnumSet.of(state));
        blocked.add(state);
      }
    }
    WORDS.put(BLOCKED, blocked);
    Set<LaneState> waiting = EnumSet.copyOf(blocked);
    waiting.add(LaneState.SLEEPING);
    waiting.add(LaneState.OVERDUE);
    WORDS.put("waiting", waiting);
  }

  private States() {}

  static String word(LaneState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Set<String> words() {
    return WORDS.keySet();
  }

  /** The states that a term means. */
  static Set<LaneState> of(Term term) {
    org.lokoscope.store.query.Words.check(term, WORDS.keySet());
    Set<LaneState> states = EnumSet.noneOf(LaneState.class);
    for (Value value : term.values()) {
      Glob glob = new Glob((Pattern) value);
      WORDS.forEach(
          (word, meant) -> {
            if (glob.matches(word) || glob.matches(word.replace('-', '_'))) {
              states.addAll(meant);
            }
          });
    }
    return states;
  }
}
