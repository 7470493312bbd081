package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup.StackFrame;

/**
 * The source form that a leak is laid at: the one that makes the call inside it not a tail call.
 *
 * @param site where it stands; unknown when nothing in the snapshots has a place
 */
record Anchor(Form form, Site site) {

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
  }

  /**
   * Chooses among the frames and the winders that repeat.
   *
   * @param program the program's file: places in it are preferred to those in libraries
   */
  static Anchor of(Repetition frames, Repetition winders, String program) {
    List<Site> sites = new ArrayList<>();
    collect(winders, sites);
    collect(frames, sites);
    for (Form form : Form.values()) {
      if (form != Form.CALL) {
        List<Site> fitting = sites.stream().filter(site -> is(site, form)).toList();
        if (!fitting.isEmpty()) {
          return new Anchor(form, preferred(fitting, program));
        }
      }
    }
    List<Site> calls = new ArrayList<>();
    collect(frames, calls);
    return new Anchor(Form.CALL, preferred(calls.isEmpty() ? sites : calls, program));
  }

  private static void collect(Repetition repetition, List<Site> sites) {
    if (repetition != null) {
      repetition.frames().stream().map(StackFrame::site).forEach(sites::add);
    }
  }

  private static boolean is(Site site, Form form) {
    String start = "(" + form.keyword;
    String text = site.form();
    return text.startsWith(start)
        && (text.length() == start.length() || !isName(text.charAt(start.length())));
  }

  private static boolean isName(char c) {
    return !Character.isWhitespace(c) && c != '(' && c != ')' && c != '[' && c != '.';
  }

  private static Site preferred(List<Site> sites, String program) {
    Site best = Site.UNKNOWN;
    for (Site site : sites) {
      if (site.line() > 0 && (best.line() == 0 || rank(site, program) > rank(best, program))) {
        best = site;
      }
    }
    return best;
  }

  private static int rank(Site site, String program) {
    return site.file().equals(program) ? 1 : 0;
  }
}
