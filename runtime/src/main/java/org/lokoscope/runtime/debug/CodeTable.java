// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.compiler.CodeNotes;
import org.lokoscope.runtime.vm.Code;

/** All code of the program and of its libraries that can be debugged, by place and by name. */
final class CodeTable {

  private final List<DebuggedCode> all = new ArrayList<>();
  private final Map<String, List<Place>> files = new HashMap<>();
  private final Map<Object, DebuggedCode> owners = new IdentityHashMap<>();

  /** Adds what has been compiled; null if it has no place. */
  synchronized @Nullable DebuggedCode add(Code code, CodeNotes notes, Debugger debugger) {
    DebuggedCode added = new DebuggedCode(code, notes, debugger);
    if (added.places().isEmpty()) {
      return null;
    }
    all.add(added);
    added.points().forEach(point -> owners.put(point, added));
    for (Place place : added.places()) {
      files.computeIfAbsent(place.span().file(), _ -> new ArrayList<>()).add(place);
    }
    return added;
  }

  synchronized List<DebuggedCode> all() {
    return List.copyOf(all);
  }

  /** The code that a node with frames belongs to, or null. */
  synchronized @Nullable DebuggedCode owner(Object point) {
    return owners.get(point);
  }

  /** The name of a file as places have it, for a name that may be longer or shorter. */
  synchronized Optional<String> file(String name) {
    if (files.containsKey(name)) {
      return Optional.of(name);
    }
    return files.keySet().stream().filter(known -> isSame(known, name)).sorted().findFirst();
  }

  static boolean isSame(String known, String name) {
    return known.equals(name) || known.endsWith("/" + name) || name.endsWith("/" + known);
  }

  synchronized List<Place> places(String file) {
    return List.copyOf(files.getOrDefault(file, List.of()));
  }

  /** The lines of a file on which something can stop, in order. */
  synchronized List<Integer> lines(String file) {
    return files.getOrDefault(file, List.of()).stream()
        .map(place -> place.span().line())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Where to stop for a line: on it if it has code that can, where a form around it begins, or on
   * the next line that has some.
   *
   * @param column from 1, or 0 for the whole line
   */
  synchronized List<Place> at(String file, int line, int column) {
    List<Place> known = files.getOrDefault(file, List.of());
    List<Place> there = known.stream().filter(place -> place.span().line() == line).toList();
    if (column > 0 && !there.isEmpty()) {
      int from =
          there.stream()
              .mapToInt(place -> place.span().column())
              .filter(c -> c >= column)
              .min()
              .orElseGet(() -> there.stream().mapToInt(p -> p.span().column()).max().orElse(0));
      return there.stream().filter(place -> place.span().column() == from).toList();
    }
    List<Place> first = there.stream().filter(Place::startsLine).toList();
    if (!first.isEmpty()) {
      List<Place> acting = first.stream().filter(place -> !place.makesProcedure()).toList();
      return acting.isEmpty() ? first : acting;
    }
    List<Place> around = known.stream().filter(place -> place.covers(line)).toList();
    if (!around.isEmpty()) {
      return around;
    }
    return known.stream()
        .filter(place -> place.span().line() > line && place.startsLine())
        .min(Comparator.comparingInt(place -> place.span().line()))
        .map(next -> at(file, next.span().line(), 0))
        .orElse(List.of());
  }

  /** The first places of the procedures of that name. */
  synchronized List<Place> entries(String procedure) {
    return all.stream()
        .filter(code -> code.code().name().equals(procedure))
        .map(code -> code.places().getFirst())
        .toList();
  }

  /** The places where a variable of that name is assigned. */
  synchronized List<Place> assigning(String variable) {
    return all.stream().flatMap(code -> code.assigning(variable).stream()).toList();
  }

  /** The files that have places, but for our own, in order. */
  synchronized List<String> files() {
    return files.keySet().stream().filter(name -> !name.startsWith("lokoscope:")).sorted().toList();
  }

  /** The names of the procedures, in order. */
  synchronized List<String> procedures() {
    return all.stream()
        .map(code -> code.code().name())
        .filter(name -> !name.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }
}
