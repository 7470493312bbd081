// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.WinderKind;
import org.lokoscope.store.Site;

/**
 * The source form that a leak is laid at: the one that makes the call inside it not a tail call.
 *
 * @param site where it stands, in the program if it can be told; unknown when nothing in the
 *     snapshots has a place
 * @param call the call inside of it that goes round, or unknown
 * @param library where the frame waits if that is not in the program, or unknown
 * @param share of what the fiber has grown by, 0 to 1
 * @param iteration what each turn leaves behind
 * @param count how many turns there were at the last suspend
 */
record Anchor(
    Form form, Site site, Site call, Site library, double share, Iteration iteration, long count) {

  /** The forms whose body is not in tail position, in the order in which they are blamed. */
  enum Form {
    GUARD("guard", LeakClass.CONTINUATION_GROWTH),
    DYNAMIC_WIND("dynamic-wind", LeakClass.WINDER_GROWTH),
    PARAMETERIZE("parameterize", LeakClass.WINDER_GROWTH),
    HANDLER("with-exception-handler", LeakClass.WINDER_GROWTH),
    CALL("", LeakClass.CONTINUATION_GROWTH);

    final String keyword;
    final LeakClass leakClass;

    Form(String keyword, LeakClass leakClass) {
      this.keyword = keyword;
      this.leakClass = leakClass;
    }

    /** The form that pushed a winder: what the runtime said, or else what its text says. */
    static Form of(@Nullable WinderKind kind, Site site) {
      if (kind != null) {
        return switch (kind) {
          case GUARD -> GUARD;
          case DYNAMIC_WIND -> DYNAMIC_WIND;
          case PARAMETERIZE -> PARAMETERIZE;
          case HANDLER -> HANDLER;
        };
      }
      for (Form form : values()) {
        if (form.is(site)) {
          return form;
        }
      }
      return CALL;
    }

    /** Whether a form keeps a frame while its body runs, by its text. */
    static boolean keepsFrames(Site site) {
      return of(null, site) != CALL;
    }

    private boolean is(Site site) {
      String start = "(" + keyword;
      String text = site.form();
      return text.startsWith(start)
          && (text.length() == start.length() || !isName(text.charAt(start.length())));
    }

    private static boolean isName(char c) {
      return !Character.isWhitespace(c) && c != '(' && c != ')' && c != '[' && c != '.';
    }
  }

  Anchor with(long turns) {
    return new Anchor(form, site, call, library, share, iteration, turns);
  }

  /** What the form is called in the program: its keyword, or the procedure of a library. */
  String name() {
    if (library.line() == 0) {
      return form.keyword;
    }
    return library.procedure().isEmpty() ? site.operator() : library.procedure();
  }
}
