// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.library.Environment;
import org.lokoscope.runtime.node.Flow;
import org.lokoscope.runtime.node.Variables;
import org.lokoscope.runtime.number.NumberReader;
import org.lokoscope.runtime.program.Image;
import org.lokoscope.runtime.reader.SourceReader;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.vm.Activation;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.ResumeFrame;
import org.lokoscope.runtime.vm.VariableBox;

/** A Scheme expression that is evaluated with the variables of a frame, which it may assign. */
final class Expression {

  private static final String FILE = "(debugger)";
  private static final Symbol LAMBDA = Symbol.of("lambda");

  private final Closure closure;
  private final List<Variable> variables;

  /** The slots of the closure's parameters that the expression assigns. */
  private final BitSet assigned = new BitSet();

  private Expression(Closure closure, List<Variable> variables) {
    this.closure = closure;
    this.variables = variables;
    Node body = closure.code().body();
    while (body instanceof Flow.Bind bind
        && bind.value instanceof Variables.NewBox box
        && box.value instanceof Variables.LocalGet get
        && get.slot == bind.slot) {
      // The frame's own box takes its place.
      assigned.set(bind.slot);
      body = bind.body;
    }
    closure.code().setBody(body);
  }

  /**
   * @param variables those that it may use; of several with one name the first
   * @param scope what other names mean
   * @throws SyntaxException if something is wrong with the text
   */
  static Expression of(String text, List<Variable> variables, Environment scope, Image image) {
    List<Object> forms = new ArrayList<>();
    for (Annotation form : new SourceReader(text, FILE, NumberReader::parse).readAll()) {
      forms.add(form.datum());
    }
    if (forms.isEmpty()) {
      throw new SyntaxException("an expression is expected", SourceSpan.NONE);
    }
    return of(Lists.of(forms.toArray()), variables, scope, image);
  }

  /**
   * @param body forms
   */
  static Expression of(Object body, List<Variable> variables, Environment scope, Image image) {
    Set<Symbol> mentioned = new HashSet<>();
    collect(body, mentioned);
    List<Variable> used = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Variable variable : variables) {
      if (mentioned.contains(Symbol.of(variable.name())) && names.add(variable.name())) {
        used.add(variable);
      }
    }
    Object formals = Nil.NIL;
    for (Variable variable : used.reversed()) {
      formals = new Pair(Symbol.of(variable.name()), formals);
    }
    Object form = new Pair(LAMBDA, new Pair(formals, body));
    return new Expression(image.procedure(form, scope), used);
  }

  private static void collect(Object datum, Set<Symbol> into) {
    Object rest = datum;
    while (rest instanceof Pair pair) {
      collect(pair.car, into);
      rest = pair.cdr;
    }
    if (rest instanceof Symbol symbol) {
      into.add(symbol);
    }
    if (rest instanceof Object[] vector) {
      for (Object element : vector) {
        collect(element, into);
      }
    }
  }

  /** A thunk that evaluates it with the variables of a procedure's frames. */
  NativeProcedure in(List<Activation> frames) {
    return NativeProcedure.of("expression", 0, 0, (machine, _) -> evaluate(machine, frames));
  }

  private Object evaluate(Machine machine, List<Activation> frames) {
    Object[] arguments = new Object[variables.size()];
    for (int i = 0; i < arguments.length; i++) {
      Object raw = variables.get(i).raw(frames);
      arguments[i] = raw == null ? Special.UNSPECIFIED : raw;
    }
    Object[] activation = closure.activate(arguments);
    List<Runnable> after = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      int slot = i + 1;
      if (!assigned.get(slot)) {
        activation[slot] = arguments[i] instanceof VariableBox box ? box.value : arguments[i];
      } else if (!(arguments[i] instanceof VariableBox)) {
        VariableBox box = new VariableBox(arguments[i]);
        activation[slot] = box;
        Variable variable = variables.get(i);
        after.add(() -> variable.assign(frames, box.value));
      }
    }
    if (after.isEmpty()) {
      return machine.tail(activation);
    }
    return finished(machine, after, machine.enter(activation));
  }

  private static Object finished(Machine machine, List<Runnable> after, Object value) {
    if (value == Machine.UNWIND) {
      return ResumeFrame.push(machine, 1, "expression", (m, v) -> finished(m, after, v));
    }
    after.forEach(Runnable::run);
    return value;
  }
}
