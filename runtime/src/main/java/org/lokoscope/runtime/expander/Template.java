// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;

/** A compiled template: builds syntax from the values of pattern variables. */
sealed interface Template {

  Object build(Object[] values);

  record Constant(Object syntax) implements Template {
    @Override
    public Object build(Object[] values) {
      return syntax;
    }
  }

  record Variable(int index) implements Template {
    @Override
    public Object build(Object[] values) {
      return values[index];
    }
  }

  record Cons(Template car, Template cdr) implements Template {
    @Override
    public Object build(Object[] values) {
      return new Pair(car.build(values), cdr.build(values));
    }
  }

  /** The items of a list, which {@code unsyntax-splicing} computed, before a tail. */
  record Splice(int index, Template tail) implements Template {
    @Override
    public Object build(Object[] values) {
      Object end = tail.build(values);
      List<Object> items = new ArrayList<>();
      Object list = values[index];
      while (Syntax.isPair(list)) {
        items.add(Syntax.car(list));
        list = Syntax.cdr(list);
      }
      if (!Syntax.isNull(list)) {
        if (Syntax.isNull(end)) {
          return Pattern.listOf(items, list);
        }
        throw Raise.assertion("unsyntax-splicing", "not a list", values[index]);
      }
      return Pattern.listOf(items, end);
    }
  }

  /**
   * An item with one or more ellipses.
   *
   * @param levels for each ellipsis, the outermost first, the variables that it steps through
   */
  record Repeated(Template item, int[][] levels, Template tail) implements Template {
    @Override
    public Object build(Object[] values) {
      List<Object> items = new ArrayList<>();
      repeat(0, values, items);
      return Pattern.listOf(items, tail.build(values));
    }

    private void repeat(int level, Object[] values, List<Object> items) {
      if (level == levels.length) {
        items.add(item.build(values));
        return;
      }
      int[] variables = levels[level];
      int count = ((Object[]) values[variables[0]]).length;
      Object[] inner = values.clone();
      for (int variable : variables) {
        if (((Object[]) values[variable]).length != count) {
          throw Raise.assertion("syntax", "pattern variables under an ellipsis differ in length");
        }
      }
      for (int i = 0; i < count; i++) {
        for (int variable : variables) {
          inner[variable] = ((Object[]) values[variable])[i];
        }
        repeat(level + 1, inner, items);
      }
    }
  }

  record Vector(Template items) implements Template {
    @Override
    public Object build(Object[] values) {
      List<Object> list = new ArrayList<>();
      Object rest = items.build(values);
      while (Syntax.isPair(rest)) {
        list.add(Syntax.car(rest));
        rest = Syntax.cdr(rest);
      }
      return list.toArray();
    }
  }

  /** Turns the syntax of a template into a template. */
  class Compiler {

    private final Expander expander;
    private final @Nullable Syntax ellipsis;

    /** For each ellipsis around the current place, the variables that it steps through. */
    private final List<List<Integer>> levels = new ArrayList<>();

    /** The variables that the template uses at their indexes; null where one was reserved. */
    final List<Binding.@Nullable PatternVariable> used = new ArrayList<>();

    Compiler(Expander expander, @Nullable Syntax ellipsis) {
      this.expander = expander;
      this.ellipsis = ellipsis;
    }

    /** The index of a value that is not a pattern variable's. */
    final int reserve() {
      used.add(null);
      return used.size() - 1;
    }

    final Template compile(Object x) {
      return compile(x, true);
    }

    private Template compile(Object x, boolean dots) {
      if (Syntax.isIdentifier(x)) {
        return identifier((Syntax) x, dots);
      }
      if (Syntax.isPair(x)) {
        return pair(x, dots);
      }
      if (Syntax.isVector(x)) {
        Object list = Pattern.listOf(Arrays.asList(Syntax.vectorItems(x)), Nil.NIL);
        Template items = compile(list, dots);
        return items instanceof Constant constant && constant.syntax == list
            ? new Constant(x)
            : new Vector(items);
      }
      return new Constant(x);
    }

    boolean isEllipsis(Object x, boolean dots) {
      return dots && Syntax.isIdentifier(x) && expander.isEllipsis((Syntax) x, ellipsis);
    }

    private Template identifier(Syntax x, boolean dots) {
      if (isEllipsis(x, dots)) {
        throw expander.error(x, "misplaced ellipsis in a template");
      }
      if (!(x.resolve() instanceof Binding.PatternVariable variable) || !isUsable(variable)) {
        return new Constant(x);
      }
      int index = used.indexOf(variable);
      if (index < 0) {
        index = used.size();
        used.add(variable);
      }
      if (variable.depth > levels.size()) {
        throw expander.error(x, "pattern variable " + x.symbol() + " needs an ellipsis");
      }
      for (int i = levels.size() - variable.depth; i < levels.size(); i++) {
        if (!levels.get(i).contains(index)) {
          levels.get(i).add(index);
        }
      }
      return new Variable(index);
    }

    /** Whether a variable's value is at hand where the template is used. */
    boolean isUsable(Binding.PatternVariable variable) {
      return true;
    }

    /** Lets a subclass give some lists a meaning of their own; null for no such list. */
    @Nullable Template special(Object pair) {
      return null;
    }

    private Template pair(Object x, boolean dots) {
      Object head = Syntax.car(x);
      Object rest = Syntax.cdr(x);
      if (isEllipsis(head, dots) && Syntax.isPair(rest)) {
        return compile(Syntax.car(rest), false);
      }
      Template special = special(x);
      if (special != null) {
        return special;
      }
      int dotCount = 0;
      while (Syntax.isPair(rest) && isEllipsis(Syntax.car(rest), dots)) {
        dotCount++;
        rest = Syntax.cdr(rest);
      }
      if (dotCount > 0) {
        return repeated(head, dotCount, rest, dots);
      }
      Template car = compile(head, dots);
      Template cdr = compile(rest, dots);
      return car instanceof Constant first && cdr instanceof Constant second
          ? constant(x, first.syntax == head && second.syntax == rest, first, second)
          : new Cons(car, cdr);
    }

    /** The list itself, which knows its place, unless an escape in it has been resolved. */
    private static Constant constant(Object x, boolean same, Constant car, Constant cdr) {
      return new Constant(same ? x : new Pair(car.syntax, cdr.syntax));
    }

    private Template repeated(Object item, int dotCount, Object rest, boolean dots) {
      int outer = levels.size();
      for (int i = 0; i < dotCount; i++) {
        levels.add(new ArrayList<>());
      }
      Template compiled = compile(item, dots);
      int[][] steps = new int[dotCount][];
      for (int i = dotCount - 1; i >= 0; i--) {
        List<Integer> level = levels.remove(outer + i);
        if (level.isEmpty()) {
          throw expander.error(item, "nothing in the template before the ellipsis repeats");
        }
        steps[i] = level.stream().mapToInt(Integer::intValue).toArray();
      }
      return new Repeated(compiled, steps, compile(rest, dots));
    }
  }
}
