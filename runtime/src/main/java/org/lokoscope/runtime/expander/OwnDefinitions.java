// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.GuileNames;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * The definitions of a Guile module that its own macros need while the module is being expanded.
 * They are expanded and run in the expander's machine as far as a macro needs them, directly or
 * through each other; what comes of it serves the macros only, for the module is not complete yet.
 */
final class OwnDefinitions {

  /** A definition that is about to run. */
  private record Ready(int place, Core.GlobalDefine code) {}

  private final Expander expander;
  private final Set<Global> begun = Collections.newSetFromMap(new IdentityHashMap<>());
  private @Nullable Body body;
  private Set<Binding.GlobalVariable> noted = new LinkedHashSet<>();
  private boolean running;

  /** What to say if a variable is never defined. */
  private final Map<Binding.GlobalVariable, SyntaxException> expected = new LinkedHashMap<>();

  OwnDefinitions(Expander expander) {
    this.expander = expander;
  }

  /** The top level of the module. */
  void of(Body top) {
    body = top;
  }

  /**
   * A variable that a macro uses before the module defines it.
   *
   * @param problem what is wrong if it never does; null if that is not wrong
   */
  Binding.GlobalVariable forward(Syntax name, @Nullable SyntaxException problem) {
    Binding.GlobalVariable variable =
        expander.host.defineGlobal(name.symbol().name(), expander.unit);
    variable.global.markAssigned();
    variable.global.setOpen(true);
    variable.global.setLackingModule(GuileNames.moduleOf(name.symbol().name()));
    if (body != null) {
      body.expect(name, variable);
    }
    if (problem != null) {
      expected.put(variable, problem);
    }
    return variable;
  }

  /** Whether all that macros have used has been defined. */
  void check() {
    expected.forEach(
        (variable, problem) -> {
          if (variable.global.isOpen()) {
            throw problem;
          }
        });
    expected.clear();
  }

  /** Whether code is being expanded for the expander's machine, of a module that may go on. */
  boolean isRunning() {
    return running;
  }

  /** Takes note of a variable of the module that is referred to. */
  void note(Binding.GlobalVariable variable) {
    noted.add(variable);
  }

  /** The variables that were referred to since notes began. */
  Set<Binding.GlobalVariable> noted() {
    return Set.copyOf(noted);
  }

  /** Begins a new list of notes; the result is the one before. */
  Set<Binding.GlobalVariable> begin() {
    return begin(new LinkedHashSet<>());
  }

  /** Goes back to an older list of notes; the result is the one that has ended. */
  Set<Binding.GlobalVariable> begin(Set<Binding.GlobalVariable> older) {
    Set<Binding.GlobalVariable> ended = noted;
    noted = older;
    return ended;
  }

  /** Gives these variables and what they need their values, as far as they are defined by now. */
  void run(Collection<Binding.GlobalVariable> variables) {
    List<Ready> ready = new ArrayList<>();
    variables.forEach(variable -> expand(variable, ready));
    ready.sort(Comparator.comparingInt(Ready::place));
    for (Ready each : ready) {
      expander.host.evaluator().evaluate(each.code);
    }
  }

  private void expand(Binding.GlobalVariable variable, List<Ready> ready) {
    if (body == null || !begun.add(variable.global)) {
      return;
    }
    List<Body.Item> items = body.items();
    boolean found = false;
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).variable() == variable) {
        found = true;
        expand(variable, items.get(i), i, ready);
      }
    }
    if (!found) {
      begun.remove(variable.global);
    }
  }

  private void expand(Binding.GlobalVariable variable, Body.Item item, int at, List<Ready> ready) {
    Set<Unit> outer = expander.needed;
    int level = expander.level;
    SourceSpan place = expander.place;
    boolean before = running;
    Set<Binding.GlobalVariable> outerNotes = begin();
    Set<Binding.GlobalVariable> deeper;
    expander.needed = new LinkedHashSet<>();
    expander.level = 0;
    expander.place = item.place();
    running = true;
    try {
      Core value = item.value().get();
      ready.add(new Ready(at, new Core.GlobalDefine(variable.global, value, item.place())));
      NextPhase.instantiate(expander, expander.needed);
    } finally {
      deeper = begin(outerNotes);
      expander.needed = outer;
      expander.level = level;
      expander.place = place;
      running = before;
    }
    deeper.forEach(each -> expand(each, ready));
  }
}
