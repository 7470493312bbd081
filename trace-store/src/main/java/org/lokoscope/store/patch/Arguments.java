// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Puts a call off: what it is called with is computed where it stands now. */
final class Arguments {

  /** Nobody can tell when these are computed, as long as what they get is a number. */
  private static final Set<String> PLAIN =
      Set.of("+", "-", "*", "1+", "1-", "not", "cons", "list", "quote");

  private Arguments() {}

  /**
   * An expression that keeps a call for later in a variable.
   *
   * @param variable is set to a procedure without parameters
   */
  static String putOff(SourceTree tree, Node call, String variable) {
    if (call.size() == 1 && !call.child(0).symbol().isEmpty()) {
      return "(set! " + variable + " " + call.child(0).symbol() + ")";
    }
    List<String> bindings = new ArrayList<>();
    StringBuilder later = new StringBuilder("(" + tree.text(call.child(0)));
    for (Node argument : call.from(1)) {
      String text = tree.text(argument);
      if (!isPlain(argument)) {
        String name = tree.fresh("value");
        bindings.add("(" + name + " " + text + ")");
        text = name;
      }
      later.append(' ').append(text);
    }
    String set = "(set! " + variable + " (lambda () " + later + ")))";
    return bindings.isEmpty() ? set : "(let (" + String.join(" ", bindings) + ") " + set + ")";
  }

  private static boolean isPlain(Node argument) {
    return !argument.isList() && argument.size() == 0
        || argument.is("lambda")
        || PLAIN.contains(argument.head())
            && argument.from(1).stream().allMatch(Arguments::isPlain);
  }
}
