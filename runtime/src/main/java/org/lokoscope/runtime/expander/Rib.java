// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Symbol;

/** The bindings of one scope. It may grow while its scope is being expanded. */
public class Rib {

  private static final int SMALL = 8;

  private Symbol[] names = new Symbol[4];
  private @Nullable Marks[] marks = new Marks[4];
  private Binding[] bindings = new Binding[4];
  private int[] previous = {};
  private int size;

  /** For large ribs: the index of the latest entry of a name, plus one. */
  private @Nullable Map<Symbol, Integer> latest;

  @Nullable Binding lookup(Symbol name, @Nullable Marks nameMarks) {
    int i = find(name, nameMarks);
    return i < 0 ? null : bindings[i];
  }

  private int find(Symbol name, @Nullable Marks nameMarks) {
    if (latest != null) {
      for (int i = latest.getOrDefault(name, 0); i > 0; i = previous[i - 1]) {
        if (Marks.same(marks[i - 1], nameMarks)) {
          return i - 1;
        }
      }
      return -1;
    }
    for (int i = 0; i < size; i++) {
      if (names[i] == name && Marks.same(marks[i], nameMarks)) {
        return i;
      }
    }
    return -1;
  }

  /** False if the identifier is bound here already. */
  final boolean add(Syntax identifier, Binding binding) {
    if (find(identifier.symbol(), identifier.wrap().marks()) >= 0) {
      return false;
    }
    put(identifier.symbol(), identifier.wrap().marks(), binding);
    return true;
  }

  /** The names that programs write; those with marks can only be meant by macros. */
  final Set<String> names() {
    Set<String> written = new HashSet<>();
    for (int i = 0; i < size; i++) {
      if (marks[i] == null) {
        written.add(names[i].name());
      }
    }
    return written;
  }

  /** Binds the identifier, whatever it meant here before. */
  final void replace(Syntax identifier, Binding binding) {
    int i = find(identifier.symbol(), identifier.wrap().marks());
    if (i < 0) {
      put(identifier.symbol(), identifier.wrap().marks(), binding);
    } else {
      bindings[i] = binding;
    }
  }

  /** The entries, for whoever writes the rib down. */
  final void forEach(EntryConsumer consumer) {
    for (int i = 0; i < size; i++) {
      consumer.accept(names[i], marks[i], bindings[i]);
    }
  }

  /** What is done with each entry. */
  interface EntryConsumer {
    void accept(Symbol name, @Nullable Marks marks, Binding binding);
  }

  final int size() {
    return size;
  }

  final void put(Symbol name, @Nullable Marks nameMarks, Binding binding) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      marks = Arrays.copyOf(marks, size * 2);
      bindings = Arrays.copyOf(bindings, size * 2);
    }
    names[size] = name;
    marks[size] = nameMarks;
    bindings[size] = binding;
    size++;
    index();
  }

  private void index() {
    if (size <= SMALL) {
      return;
    }
    int from = latest == null ? 0 : size - 1;
    if (latest == null) {
      latest = new HashMap<>();
      previous = new int[names.length];
    } else if (previous.length < names.length) {
      previous = Arrays.copyOf(previous, names.length);
    }
    for (int i = from; i < size; i++) {
      Integer before = latest.put(names[i], i + 1);
      previous[i] = before == null ? 0 : before;
    }
  }
}
