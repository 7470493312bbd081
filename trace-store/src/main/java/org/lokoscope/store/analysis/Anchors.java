// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;

/**
 * Lays what a fiber has grown by at the forms of the program that are to be changed.
 *
 * <p>All that has grown at one place of the program, frames and winders, belongs together; so do
 * places of which one stands inside the other and that come round equally often: to mend the outer
 * one mends both. What is left are leaks of their own: two guards in two procedures that call each
 * other are both guilty, and a second leak in the same loop that comes round less often is one.
 */
final class Anchors {

  /** Places that come round equally often up to this ratio belong to one loop. */
  private static final double ALIKE = 1.3;

  /** What has less part than this in the growth is no leak of its own. */
  private static final double LEAST_SHARE = 0.02;

  private final Trace trace;
  private final ProgramPlaces places;

  Anchors(Trace trace, ProgramPlaces places) {
    this.trace = trace;
    this.places = places;
  }

  /** What has grown at one place of the program. */
  private static final class Unit {
    private Site site;
    private Anchor.Form form = Anchor.Form.CALL;
    private Site library = Site.UNKNOWN;

    /** The call that goes round, if the text has told it. */
    private Site inner = Site.UNKNOWN;

    private long turns;
    private long count;
    private long words;
    private long winders;

    Unit(Site site) {
      this.site = site;
    }

    void add(Grown grown, Anchor.Form kind) {
      boolean decides = kind.compareTo(form) < 0 || kind == form && grown.more() > turns;
      form = kind.compareTo(form) < 0 ? kind : form;
      if (decides) {
        turns = grown.more();
        count = grown.count();
      }
      words += grown.moreWords();
      winders += grown.winder() ? grown.more() : 0;
    }

    /** A form is to be blamed before a plain call of the program's own around it. */
    void take(Unit inner) {
      if (form == Anchor.Form.CALL && inner.form != form && library.line() == 0) {
        form = inner.form;
        site = inner.site;
        library = inner.library;
        turns = inner.turns;
        count = inner.count;
      }
      words += inner.words;
      winders += inner.winders;
    }

    boolean isAlike(Unit other) {
      return turns <= other.turns * ALIKE && other.turns <= turns * ALIKE;
    }
  }

  /**
   * The forms, the one that retains most first.
   *
   * @param suspend where the fiber waits
   */
  List<Anchor> of(List<Grown> grown, Site suspend) {
    List<Unit> units = merged(units(grown, suspend));
    if (!trace.measures(Capability.WINDERS)) {
      units.forEach(this::lookAround);
    }
    long all = units.stream().mapToLong(unit -> unit.words).sum();
    Set<String> loops = new HashSet<>();
    units.forEach(unit -> loops.add(places.loop(unit.site)));
    loops.add(places.loop(suspend));
    loops.remove("");
    return units.stream()
        .filter(unit -> unit.words >= LEAST_SHARE * all)
        .sorted(Comparator.comparingLong((Unit unit) -> unit.words).reversed())
        .map(unit -> anchor(unit, all, loops, suspend))
        .toList();
  }

  /**
   * Where winders are not measured, the text tells that a call stands inside of what pushes one.
   */
  private void lookAround(Unit unit) {
    if (unit.form == Anchor.Form.CALL && unit.library.line() == 0) {
      Site around = places.innermostAround(unit.site, Anchor.Form::keepsFrames);
      if (around.line() > 0) {
        unit.form = Anchor.Form.of(null, around);
        unit.inner = unit.site;
        unit.site = around;
      }
    }
  }

  private Anchor anchor(Unit unit, long all, Set<String> loops, Site suspend) {
    double turns = Math.max(1, unit.turns);
    return new Anchor(
        unit.form,
        unit.site,
        call(unit, loops, suspend),
        unit.library,
        all == 0 ? 1 : (double) unit.words / all,
        new Iteration(unit.words / turns, unit.winders / turns),
        unit.count);
  }

  /**
   * The call that goes round: inside of the form, or of the procedure of the program that has the
   * form and is handed what goes round.
   */
  private Site call(Unit unit, Set<String> loops, Site suspend) {
    if (unit.inner.line() > 0) {
      return unit.inner;
    }
    Site inside = places.inside(unit.site, loops, unit.library.line() == 0);
    String procedure = places.loop(unit.site);
    boolean handed =
        inside.line() == 0
            && unit.form != Anchor.Form.CALL
            && !procedure.isEmpty()
            && !procedure.equals(places.loop(suspend));
    return handed ? places.caller(procedure, suspend) : inside;
  }

  private List<Unit> units(List<Grown> grown, Site suspend) {
    Map<Long, Unit> units = new LinkedHashMap<>();
    List<Grown> homeless = new ArrayList<>();
    for (Grown each : grown) {
      Site site = places.isUsers(each.site()) ? each.site() : places.caller(each.site(), suspend);
      if (site.line() == 0) {
        homeless.add(each);
      } else {
        add(units, site, each);
      }
    }
    for (Grown each : homeless) {
      add(units, home(units, each, suspend), each);
    }
    return new ArrayList<>(units.values());
  }

  private void add(Map<Long, Unit> units, Site site, Grown grown) {
    Unit unit = units.computeIfAbsent(site.id(), id -> new Unit(site));
    unit.add(grown, kind(grown));
    if (unit.library.line() == 0 && site.id() != grown.site().id()) {
      unit.library = grown.site();
    }
  }

  private Anchor.Form kind(Grown grown) {
    return grown.winder()
        ? Anchor.Form.of(trace.winderKind(grown.site().id()), grown.site())
        : Anchor.Form.CALL;
  }

  /** Where something belongs that a library left and that no call of the program explains. */
  private Site home(Map<Long, Unit> units, Grown homeless, Site suspend) {
    for (Unit unit : units.values()) {
      if (places.isUsers(unit.site)
          && homeless.more() <= unit.turns * ALIKE * 2
          && unit.turns <= homeless.more() * ALIKE) {
        return unit.site;
      }
    }
    Site around = places.around(suspend);
    return around.line() > 0 ? around : homeless.site();
  }

  private List<Unit> merged(List<Unit> units) {
    List<Unit> left = new ArrayList<>(units);
    left.sort(
        Comparator.comparing((Unit unit) -> unit.site.file())
            .thenComparingInt(unit -> unit.site.line())
            .thenComparingInt(unit -> unit.site.column()));
    List<Unit> kept = new ArrayList<>();
    for (Unit unit : left) {
      Unit outer = kept.stream().filter(other -> belongs(unit, other)).findFirst().orElse(null);
      if (outer == null) {
        kept.add(unit);
      } else {
        outer.take(unit);
      }
    }
    return kept;
  }

  private boolean belongs(Unit inner, Unit outer) {
    if (!inner.isAlike(outer)) {
      return false;
    }
    if (!places.areKnown() || inner.site.line() == 0) {
      return true;
    }
    String loop = places.loop(inner.site);
    boolean together = !loop.isEmpty() && loop.equals(places.loop(outer.site));
    return together
        || places.contains(outer.site, inner.site)
        || places.contains(inner.site, outer.site);
  }
}
