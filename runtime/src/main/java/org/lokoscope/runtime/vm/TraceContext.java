// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.source.SiteTable;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.world.World;

/**
 * One virtual CPU's line to its probe. It sees to it that strings and sites are defined in the
 * probe's stream before they are used. Used by one thread at a time.
 */
public final class TraceContext {

  /** The context of a run that is not traced. */
  @SuppressWarnings("NullAway") // Nobody asks it for the time, a site or a string.
  public static final TraceContext OFF = new TraceContext(Probe.NONE, null, null, null);

  /** Numbers the strings of one run; shared by all its CPUs. */
  public static final class Strings {
    private final Map<String, Long> numbers = new HashMap<>();

    synchronized long number(String text) {
      return numbers.computeIfAbsent(text, key -> numbers.size() + 1L);
    }
  }

  /** Nanoseconds for which the time of one event may be taken for another one, about. */
  private static final int SAME_TIME = 1_000;

  /**
   * So many safe points may pass at most, about, without a look at the clock. They are procedures
   * entered and turns of loops: in compiled code a few nanoseconds each.
   */
  private static final int MOST_ALLOWED = 64;

  /** No fuel of any machine is near that. */
  private static final int UNKNOWN = Integer.MIN_VALUE;

  private final Probe probe;
  private final World world;
  private final SiteTable sites;
  private final Strings strings;
  private boolean[] definedSites = {true};
  private final BitSet definedStrings = new BitSet();
  private final TraceFilter filter;
  private final SwitchEvents pending = new SwitchEvents(this);
  private final TraceTicker ticker;
  private long last;

  /** Whether nothing but the scheduler has run since {@link #last}. */
  private boolean switching;

  /** The tick and the fuel of the running machine at {@link #last}; see {@link #soon}. */
  private int lastTick;

  private int lastFuel = UNKNOWN;
  private int allowance = 1;
  private int random = 1;

  public TraceContext(Probe probe, World world, SiteTable sites, Strings strings) {
    this(probe, world, sites, strings, TraceFilter.NONE, TraceTicker.NONE);
  }

  /**
   * @param filter what is recorded; whoever reports asks it
   * @param ticker says when the clock must be looked at again
   */
  public TraceContext(
      Probe probe,
      World world,
      SiteTable sites,
      Strings strings,
      TraceFilter filter,
      TraceTicker ticker) {
    this.ticker = ticker;
    this.filter = filter;
    this.probe = probe;
    this.world = world;
    this.sites = sites;
    this.strings = strings;
  }

  public Probe probe() {
    if (pending.isOpen()) {
      pending.flush();
    }
    return probe;
  }

  /** The probe itself, for who reports what was kept back. */
  Probe direct() {
    return probe;
  }

  /** What was reported of the switch that is under way. */
  public SwitchEvents pending() {
    return pending;
  }

  /** What is recorded. */
  public TraceFilter filter() {
    return filter;
  }

  /** Nanoseconds since the run began. */
  public long now() {
    last = world.nanoTime();
    lastFuel = UNKNOWN;
    return last;
  }

  /**
   * The same for what fibers of one process do with one another. A look at the clock takes as long
   * as a third of a message between two fibers. So the time of the last such event is taken again
   * unless the machine has passed so many safe points since as it passes in about {@value
   * #SAME_TIME} ns, by its pace before the last look, or a tick of a millisecond is over, for what
   * a primitive does has no safe points. The number varies, else in a program that does the same
   * over and over all time might seem to pass in one of its fibers. In a run with a seed each event
   * has a time of its own.
   *
   * @param fuel of the machine that runs
   */
  public long soon(int fuel) {
    if (Integer.compareUnsigned(lastFuel - fuel, allowance) < 0 && ticker.tick() == lastTick) {
      return last;
    }
    return look(fuel);
  }

  private long look(int fuel) {
    if (ticker == TraceTicker.NONE) {
      return now();
    }
    ticker.ask();
    lastTick = ticker.tick();
    long now = world.nanoTime();
    int passed = lastFuel - fuel;
    if (lastFuel != UNKNOWN && passed > 0) {
      long fitting = SAME_TIME * (long) passed / Math.max(1, now - last);
      int about = (int) Math.min(MOST_ALLOWED, fitting);
      random = random * 0x5DEE_CE6D + 11;
      allowance = 1 + about / 2 + (about == 0 ? 0 : (random >>> 16) % about);
    }
    last = now;
    lastFuel = fuel;
    return last;
  }

  /**
   * The time at a switch, which has one: what the scheduler does from the event that gives up the
   * CPU to the one that takes it over counts to the latter.
   */
  public long switchTime() {
    return switching ? last : now();
  }

  /** A fiber has given up the CPU, and that was reported. */
  public void beginSwitch() {
    if (this != OFF) {
      switching = true;
    }
  }

  /** The next fiber has the CPU, and that is about to be reported. */
  public void takenOver() {
    switching = false;
  }

  /** From now on something else runs than the scheduler. */
  public void endSwitch() {
    // The context of runs that are not traced is one for all threads: it is not written to.
    if (switching || lastFuel != UNKNOWN) {
      switching = false;
      lastFuel = UNKNOWN;
      if (pending.isOpen()) {
        pending.flush();
      }
    }
  }

  /** The site's number, after making sure that the stream defines it. */
  public long site(int site) {
    if (site >= definedSites.length || !definedSites[site]) {
      defineSite(site);
    }
    return site;
  }

  /** Whether a place is one of the program itself, and not of a library. */
  public boolean isOfProgram(int site) {
    return !sites.get(site).form().isEmpty();
  }

  /** The site of a frame: its source form, or else what the frame says of itself. */
  public long site(Frame frame) {
    if (frame.site() != 0 || frame.label().isEmpty()) {
      return site(frame.site());
    }
    return site(sites.addLabel(frame.label()));
  }

  /** Defines all calls of the program and says where they end. Once, before the program runs. */
  public void defineProgram() {
    for (int site : sites.quotedCalls()) {
      SourceSpan span = sites.get(site).span();
      probe().siteEnds(last, site(site), span.endLine(), span.endColumn());
    }
  }

  /** The number of the name of what a call makes, if it is defined as a variable; else 0. */
  long nameOfMade(int site) {
    return site == 0 ? 0 : string(sites.definedBy(site));
  }

  /** The text's number, after making sure that the stream defines it; 0 if there is no text. */
  public long string(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return 0;
    }
    long number = strings.number(text);
    if (!definedStrings.get((int) number)) {
      definedStrings.set((int) number);
      probe().stringDefined(last, number, text);
    }
    return number;
  }

  /**
   * A definition has the time of the last event, or of the one that is about to be reported with
   * it: a look at the clock of its own would let time go back from the definition to the event.
   */
  private void defineSite(int site) {
    if (site >= definedSites.length) {
      definedSites = Arrays.copyOf(definedSites, Math.max(site + 1, 2 * definedSites.length));
    }
    definedSites[site] = true;
    SiteTable.Site place = sites.get(site);
    long file = string(place.span().file());
    long procedure = string(place.procedure());
    long form = string(place.form());
    probe()
        .siteDefined(last, site, file, place.span().line(), place.span().column(), procedure, form);
  }
}
