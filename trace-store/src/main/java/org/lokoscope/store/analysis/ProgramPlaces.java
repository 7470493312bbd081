// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lokoscope.store.Site;
import org.lokoscope.store.SourceForm;
import org.lokoscope.store.Trace;

/**
 * The calls of the program, to lead from a place in a library to the one in the program that is
 * meant: a user cannot change the library. Proper tail calls leave no frame of the caller, so the
 * caller is found in the text: a call of the procedure in which the library's frame waits.
 */
final class ProgramPlaces {
  /** Those of a lambda, or of a definition of a procedure. */
  private static final Pattern PARAMETERS =
      Pattern.compile("^\\((?:lambda \\(|define \\(\\S+ )([^()]*)\\)");

  private final String program;
  private final Set<String> files = new HashSet<>();
  private final Map<Long, SourceForm> bySite = new HashMap<>();
  private final Map<String, List<SourceForm>> byOperator = new HashMap<>();

  ProgramPlaces(Trace trace) {
    program = trace.info().program();
    for (SourceForm form : trace.forms()) {
      files.add(form.site().file());
      bySite.put(form.site().id(), form);
      byOperator.computeIfAbsent(form.operator(), name -> new ArrayList<>()).add(form);
    }
  }

  /** Whether a place is the user's to change. */
  boolean isUsers(Site site) {
    return site.line() > 0 && (site.file().equals(program) || files.contains(site.file()));
  }

  /** Whether forms are known, so that it can be told which stands inside which. */
  boolean areKnown() {
    return !bySite.isEmpty();
  }

  boolean contains(Site outer, Site inner) {
    SourceForm form = bySite.get(outer.id());
    return form != null && form.contains(inner);
  }

  /** The procedure whose loop a place belongs to: lambdas inside of it have no name. */
  String loop(Site site) {
    if (!site.procedure().isEmpty() || !isUsers(site)) {
      return site.procedure();
    }
    SourceForm best = null;
    for (SourceForm form : bySite.values()) {
      boolean encloses = !form.site().procedure().isEmpty() && form.contains(site);
      if (encloses && (best == null || best.contains(form.site()))) {
        best = form;
      }
    }
    return best == null ? "" : best.site().procedure();
  }

  /**
   * The call in the program that led to a place in a library.
   *
   * @param suspend where the fiber waits, which tells among several calls the one that is meant
   * @return unknown if there is none
   */
  Site caller(Site library, Site suspend) {
    return caller(library.procedure(), suspend);
  }

  /** The call of a procedure that led to where a fiber waits; unknown if there is none. */
  Site caller(String procedure, Site suspend) {
    String loop = loop(suspend);
    SourceForm best = null;
    for (SourceForm form : byOperator.getOrDefault(procedure, List.of())) {
      if (best == null || rank(form, suspend, loop) > rank(best, suspend, loop)) {
        best = form;
      }
    }
    return best == null ? Site.UNKNOWN : best.site();
  }

  private int rank(SourceForm form, Site suspend, String loop) {
    boolean around = form.contains(suspend) || goesRound(form, loop);
    boolean sameLoop = !loop.isEmpty() && loop(form.site()).equals(loop);
    return (around ? 2 : 0) + (sameLoop ? 1 : 0);
  }

  private boolean goesRound(SourceForm form, String loop) {
    return !loop.isEmpty()
        && byOperator.getOrDefault(loop, List.of()).stream()
            .anyMatch(call -> call.site().id() != form.site().id() && form.contains(call.site()));
  }

  /** The place in the program that is meant by one that may be in a library: its call. */
  Site users(Site site) {
    if (isUsers(site) || !areKnown()) {
      return site;
    }
    Site caller = caller(site, site);
    return caller.line() > 0 ? caller : site;
  }

  /**
   * The first call in a block procedure that has to do with what resumes the fiber: its first
   * parameter, or its third where there are three, as in Guile. Unknown if there is none.
   */
  Site keeping(Site block) {
    SourceForm form = bySite.get(block.id());
    Matcher names = PARAMETERS.matcher(block.form());
    if (form == null || !names.find()) {
      return Site.UNKNOWN;
    }
    String[] parameters = names.group(1).strip().split("\\s+");
    String resume = parameters[parameters.length == 3 ? 2 : 0];
    Pattern mention = Pattern.compile("[\\s(]" + Pattern.quote(resume) + "[\\s)]");
    return bySite.values().stream()
        .map(SourceForm::site)
        .filter(call -> form.contains(call) && isBefore(form.site(), call))
        .filter(call -> mention.matcher(call.form()).find())
        .min((one, other) -> isBefore(one, other) ? -1 : 1)
        .orElse(Site.UNKNOWN);
  }

  /**
   * A call of a procedure; unknown if there is none.
   *
   * @param loop the procedure in which it is if there are several, if that is known
   */
  Site callOf(String procedure, String loop) {
    List<SourceForm> calls = byOperator.getOrDefault(procedure, List.of());
    return calls.stream()
        .map(SourceForm::site)
        .filter(call -> calls.size() == 1 || loop(call).equals(loop))
        .findFirst()
        .orElse(calls.isEmpty() ? Site.UNKNOWN : calls.getFirst().site());
  }

  /**
   * The innermost form of a kind around a place, in the same procedure; unknown if there is none.
   */
  Site innermostAround(Site place, Predicate<Site> kind) {
    SourceForm best = null;
    for (SourceForm form : bySite.values()) {
      boolean fits =
          form.site().id() != place.id()
              && form.contains(place)
              && kind.test(form.site())
              && form.site().procedure().equals(place.procedure());
      if (fits && (best == null || best.contains(form.site()))) {
        best = form;
      }
    }
    return best == null ? Site.UNKNOWN : best.site();
  }

  /** The outermost call of a loop's procedure around what goes round; unknown if there is none. */
  Site around(Site suspend) {
    String loop = loop(suspend);
    SourceForm best = null;
    for (SourceForm form : loop.isEmpty() ? List.<SourceForm>of() : bySite.values()) {
      boolean fits =
          form.site().procedure().equals(loop)
              && !form.operator().equals("define")
              && form.site().id() != suspend.id()
              && (form.contains(suspend) || goesRound(form, loop));
      if (fits && (best == null || form.contains(best.site()))) {
        best = form;
      }
    }
    return best == null ? Site.UNKNOWN : best.site();
  }

  /**
   * A call of one of these procedures inside of a form; unknown if there is none.
   *
   * @param last whether the last one is meant: what handles errors stands first in a guard, and
   *     last among the arguments of procedures
   */
  Site inside(Site outer, Set<String> procedures, boolean last) {
    SourceForm form = bySite.get(outer.id());
    Site best = Site.UNKNOWN;
    if (form == null) {
      return best;
    }
    for (String procedure : procedures) {
      for (SourceForm call : byOperator.getOrDefault(procedure, List.of())) {
        boolean within = call.site().id() != form.site().id() && form.contains(call.site());
        if (within && (best.line() == 0 || isBefore(best, call.site()) == last)) {
          best = call.site();
        }
      }
    }
    return best;
  }

  private static boolean isBefore(Site one, Site other) {
    return one.line() != other.line() ? one.line() < other.line() : one.column() < other.column();
  }
}
