// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Nil;

/**
 * The tests of {@code item ...}: a loop over the items, which gathers the values of each variable
 * in a list.
 */
final class MatchRepetition {

  private final Matching matching;
  private final MatchPattern.Repeated pattern;
  private final MatchGoal goal;
  private final List<Syntax> names;
  private final Local rest = new Local("rest");
  private final List<Local> gathered = new ArrayList<>();

  MatchRepetition(Matching matching, MatchPattern.Repeated pattern, MatchGoal goal) {
    this.matching = matching;
    this.pattern = pattern;
    this.goal = goal;
    this.names = goal.scope().unbound(pattern.item());
    names.forEach(name -> gathered.add(new Local(name.symbol().name())));
  }

  Core test(Core value) {
    Local items = new Local("items");
    Core least = new Core.Const((long) pattern.least());
    Core prefix = matching.call("%match-prefix", value, least, tailLength());
    Core repeat = new Core.If(matching.ref(items), loop(items, value), goal.fail());
    return Matching.let(items, prefix, repeat);
  }

  private Core tailLength() {
    return new Core.Const((long) pattern.tailLength());
  }

  private Core loop(Local items, Core value) {
    Local loop = new Local("match");
    List<Local> parameters = new ArrayList<>(List.of(rest));
    parameters.addAll(gathered);
    List<Core> start = new ArrayList<>(List.of(matching.ref(items)));
    gathered.forEach(_ -> start.add(new Core.Const(Nil.NIL)));
    Core advance = advance(loop);
    Core body = new Core.If(matching.call("null?", matching.ref(rest)), finish(value), advance);
    return new Core.Letrec(
        List.of(loop),
        List.of(matching.lambda("match", parameters, body)),
        matching.call(loop, start),
        false);
  }

  /** Tests one item and goes on with the next. */
  private Core advance(Local loop) {
    Local item = new Local("item");
    MatchGoal next =
        new MatchGoal(goal.scope().inner(), bound -> matching.call(loop, next(bound)), goal.fail());
    Core step = matching.test(pattern.item(), matching.ref(item), next);
    return Matching.let(item, matching.call("car", matching.ref(rest)), step);
  }

  private List<Core> next(MatchScope bound) {
    List<Core> next = new ArrayList<>(List.of(matching.call("cdr", matching.ref(rest))));
    Core[] found = matching.references(names, bound);
    for (int i = 0; i < found.length; i++) {
      next.add(matching.call("cons", found[i], matching.ref(gathered.get(i))));
    }
    return next;
  }

  /** Binds the variables to their lists, then tests what follows the items. */
  private Core finish(Core value) {
    List<Local> bound = new ArrayList<>();
    List<Core> lists = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      bound.add(goal.scope().bind(names.get(i)));
      lists.add(matching.call("reverse", matching.ref(gathered.get(i))));
    }
    Local tail = new Local("tail");
    bound.add(tail);
    lists.add(matching.call("%match-suffix", value, tailLength()));
    return new Core.Let(bound, lists, matching.test(pattern.tail(), matching.ref(tail), goal));
  }
}
