// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.compiler.CodeNotes;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.node.Closures;
import org.lokoscope.runtime.node.Flow;
import org.lokoscope.runtime.node.Loop;
import org.lokoscope.runtime.node.NodeParts;
import org.lokoscope.runtime.node.Variables;
import org.lokoscope.runtime.node.Wait;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Node;

/**
 * The code of one procedure, or of one form of the top level, with its places and the names of its
 * variables. A place is where code may unwind, so that nothing is compiled otherwise because it can
 * be debugged; what cannot unwind belongs to the place before it.
 */
final class DebuggedCode {

  private final Code code;
  private final CodeNotes notes;
  private final Debugger debugger;
  private final List<Place> places = new ArrayList<>();

  /** The variables that are visible at a node that has frames; none at the others. */
  private final Map<Object, Scope> scopes = new IdentityHashMap<>();

  private final Map<Place, List<Setter>> setters = new IdentityHashMap<>();
  private final List<Wait> waits = new ArrayList<>();
  private final List<Loop> loops = new ArrayList<>();

  DebuggedCode(Code code, CodeNotes notes, Debugger debugger) {
    this.code = code;
    this.notes = notes;
    this.debugger = debugger;
    Scope parameters = null;
    for (int i = 0; i < notes.parameters().size(); i++) {
      parameters = new Scope(notes.parameters().get(i), i + 1, parameters);
    }
    if (parameters != null) {
      scopes.put(code, parameters);
    }
    walk(code.body(), code::setBody, parameters, false, null);
    if (!places.isEmpty()) {
      notes.parameters().forEach(parameter -> sets(null, parameter));
    }
  }

  Code code() {
    return code;
  }

  CodeNotes notes() {
    return notes;
  }

  /** In the order in which they are passed, but for branches and loops. */
  List<Place> places() {
    return places;
  }

  /** The variables that get values at a place. */
  List<Setter> setters(Place place) {
    return setters.getOrDefault(place, List.of());
  }

  /** The places where a variable of that name is assigned, whichever it is. */
  List<Place> assigning(String name) {
    return places.stream()
        .filter(
            place -> setters(place).stream().anyMatch(s -> s.name().equals(name) && s.assigns()))
        .toList();
  }

  private void add(Place place, Setter setter) {
    setters.computeIfAbsent(place, _ -> new ArrayList<>()).add(setter);
  }

  /**
   * @param bindingPlace null if that is before all places
   */
  private void sets(@Nullable Place bindingPlace, Local variable) {
    if (bindingPlace != null) {
      add(bindingPlace, new Setter(variable.name(), Setter.Kind.BOUND, null, true));
    } else if (!places.isEmpty()) {
      add(places.getFirst(), new Setter(variable.name(), Setter.Kind.ENTERED, null, true));
    }
  }

  private void sets(@Nullable Place bindingPlace, Object binder) {
    notes.bound(binder).forEach(variable -> sets(bindingPlace, variable));
  }

  /** Notes the assignments and jumps in an expression. */
  private void sets(Place place, Node node, @Nullable Scope scope, boolean certain) {
    switch (node) {
      case Variables.BoxSet set ->
          name(set.box, scope)
              .ifPresent(name -> add(place, new Setter(name, Setter.Kind.BOX, set.box, certain)));
      case Variables.GlobalSet set ->
          add(
              place,
              new Setter(
                  debugger.run().image().globals().name(set.index),
                  Setter.Kind.VARIABLE,
                  null,
                  certain));
      case Loop.Again again -> sets(place, again.loop);
      default -> {}
    }
    boolean sure = certain && !(node instanceof Flow.If);
    NodeParts.of(node).forEach(part -> sets(place, part, scope, sure));
  }

  private Optional<String> name(Node box, @Nullable Scope scope) {
    if (box instanceof Variables.FreeGet free) {
      return Optional.of(notes.free().get(free.index).name());
    }
    if (box instanceof Variables.LocalGet local) {
      for (Scope each = scope; each != null; each = each.outer()) {
        if (each.slot() == local.slot) {
          return Optional.of(each.variable().name());
        }
      }
    }
    return Optional.empty();
  }

  /** The nodes whose frames belong to it. */
  List<Object> points() {
    List<Object> all = new ArrayList<>(waits);
    all.addAll(loops);
    all.add(code);
    places.forEach(place -> all.add(place.point()));
    return all;
  }

  @Nullable Scope scope(Object point) {
    return scopes.get(point);
  }

  /** Has its nodes run where it has places that are armed, and what is compiled otherwise. */
  void settle() {
    boolean debugged = places.stream().anyMatch(Place::isArmed);
    if (debugged != code.isDebugged()) {
      code.setDebugged(debugged);
      waits.forEach(Wait::forgetCompiled);
      loops.forEach(Loop::forgetCompiled);
    }
  }

  /**
   * Finds the places of an expression that may unwind.
   *
   * @param before the place that is passed before, or null
   * @return the place that is passed last, as far as that is known
   */
  private @Nullable Place walk(
      Node node,
      Consumer<Node> holder,
      @Nullable Scope scope,
      boolean inLoop,
      @Nullable Place before) {
    switch (node) {
      case Wait wait -> {
        note(wait, scope);
        waits.add(wait);
        Place last = walk(wait.value, n -> wait.value = n, scope, false, before);
        sets(last, wait);
        return walk(wait.body, n -> wait.body = n, with(scope, wait, wait.slot), inLoop, last);
      }
      case Flow.Then then -> {
        Place own = add(node, holder, scope, inLoop, before, then.first);
        return walk(then.second, n -> then.second = n, scope, inLoop, own);
      }
      case Flow.Bind bind -> {
        Place own = add(node, holder, scope, inLoop, before, bind.value);
        sets(own, bind);
        return walk(bind.body, n -> bind.body = n, with(scope, bind, bind.slot), inLoop, own);
      }
      case Closures.Fix fix -> {
        sets(before, fix);
        return walk(fix.body, n -> fix.body = n, with(scope, fix, fix.slots), inLoop, before);
      }
      case Flow.If choice -> {
        Place own = add(node, holder, scope, inLoop, before, choice.test);
        walk(choice.consequent, n -> choice.consequent = n, scope, inLoop, own);
        walk(choice.alternative, n -> choice.alternative = n, scope, inLoop, own);
        return own;
      }
      case Loop.Enter enter -> {
        Loop loop = enter.first.loop;
        Place own = add(node, holder, scope, inLoop, before, enter.first.values);
        sets(own, loop);
        Scope inner = with(scope, loop, enter.first.slots);
        note(loop, inner);
        loops.add(loop);
        return walk(loop.body(), loop::setBody, inner, true, own);
      }
      default -> {
        return add(node, holder, scope, inLoop, before, node);
      }
    }
  }

  private void note(Object point, @Nullable Scope scope) {
    if (scope != null) {
      scopes.put(point, scope);
    }
  }

  private @Nullable Scope with(@Nullable Scope scope, Object binder, int... slots) {
    List<Local> variables = notes.bound(binder);
    Scope inner = scope;
    for (int i = 0; i < variables.size(); i++) {
      inner = new Scope(variables.get(i), slots[i], inner);
    }
    return inner;
  }

  private @Nullable Place add(
      Node node,
      Consumer<Node> holder,
      @Nullable Scope scope,
      boolean inLoop,
      @Nullable Place before,
      Node... parts) {
    List<SourceSpan> inside = new ArrayList<>();
    for (Node part : parts) {
      collect(part, inside);
    }
    SourceSpan span = notes.place(node);
    if (span.line() == 0) {
      span = inside.isEmpty() ? SourceSpan.NONE : inside.getFirst();
    }
    if (span.line() == 0 || span.file().startsWith("lokoscope:")) {
      return before;
    }
    Place place =
        new Place(
            this,
            span,
            inside,
            before,
            parts.length == 1 && makesProcedure(parts[0]),
            scope,
            node,
            inLoop,
            debugger.site(span, code.name()),
            holder,
            debugger);
    places.add(place);
    for (Node part : parts) {
      sets(place, part, scope, true);
    }
    note(place.point(), scope);
    return place;
  }

  private void collect(Node node, List<SourceSpan> into) {
    SourceSpan span = notes.place(node);
    if (span.line() != 0) {
      into.add(span);
    }
    NodeParts.of(node).forEach(part -> collect(part, into));
  }

  private static boolean makesProcedure(Node node) {
    return switch (node) {
      case Closures.Make _, Closures.MakeCase _ -> true;
      case Variables.Constant constant -> constant.value instanceof Closure;
      case Variables.GlobalSet set -> makesProcedure(set.value);
      case Variables.NewBox box -> makesProcedure(box.value);
      default -> false;
    };
  }
}
