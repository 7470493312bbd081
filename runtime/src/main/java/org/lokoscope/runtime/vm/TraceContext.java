package org.lokoscope.runtime.vm;

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

  private final Probe probe;
  private final World world;
  private final SiteTable sites;
  private final Strings strings;
  private final BitSet definedSites = new BitSet();
  private final BitSet definedStrings = new BitSet();
  private final TraceFilter filter;
  private long last;

  /** Whether nothing but the scheduler has run since {@link #last}. */
  private boolean switching;

  public TraceContext(Probe probe, World world, SiteTable sites, Strings strings) {
    this(probe, world, sites, strings, TraceFilter.NONE);
  }

  /**
   * @param filter what is recorded; whoever reports asks it
   */
  public TraceContext(
      Probe probe, World world, SiteTable sites, Strings strings, TraceFilter filter) {
    this.filter = filter;
    this.probe = probe;
    this.world = world;
    this.sites = sites;
    this.strings = strings;
  }

  public Probe probe() {
    return probe;
  }

  /** What is recorded. */
  public TraceFilter filter() {
    return filter;
  }

  /** Nanoseconds since the run began. */
  public long now() {
    last = world.nanoTime();
    return last;
  }

  /**
   * The same at a switch, which has one time: what the scheduler does from the event that gives up
   * the CPU to the one that takes it over counts to the latter. So a message costs one look at the
   * clock less.
   */
  public long switchTime() {
    return switching ? last : now();
  }

  /** A fiber has given up the CPU, and that was reported. */
  public void beginSwitch() {
    switching = true;
  }

  /** From now on something else runs than the scheduler. */
  public void endSwitch() {
    switching = false;
  }

  /** The site's number, after making sure that the stream defines it. */
  public long site(int site) {
    if (site != 0 && !definedSites.get(site)) {
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
      probe.siteEnds(last, site(site), span.endLine(), span.endColumn());
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
      probe.stringDefined(last, number, text);
    }
    return number;
  }

  /**
   * A definition has the time of the last event, or of the one that is about to be reported with
   * it: a look at the clock of its own would let time go back from the definition to the event.
   */
  private void defineSite(int site) {
    definedSites.set(site);
    SiteTable.Site place = sites.get(site);
    long file = string(place.span().file());
    long procedure = string(place.procedure());
    long form = string(place.form());
    probe.siteDefined(
        last, site, file, place.span().line(), place.span().column(), procedure, form);
  }
}
