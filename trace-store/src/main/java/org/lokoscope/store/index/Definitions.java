// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.HashMap;
import java.util.Map;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Site;

/** Texts, source sites and what is known of them, and the names that the program gave. */
final class Definitions implements Probe {

  final Map<Long, String> strings = new HashMap<>();
  final Map<Long, Site> sites = new HashMap<>();

  /** What has a name that the program gave, and the strings that are the names. */
  final LongIndex named = new LongIndex();

  final Longs names = new Longs(0);

  /** The calls of the program and where they end, in the order of their numbers. */
  final LongIndex calls = new LongIndex();

  final Longs endLines = new Longs(0);
  final Longs endColumns = new Longs(0);

  /** The sites of forms that extend the dynamic state, and what each pushes. */
  final LongIndex winderSites = new LongIndex();

  final Longs winderKinds = new Longs(0);

  @Override
  public void stringDefined(long time, long string, String text) {
    strings.put(string, text);
  }

  @Override
  public void siteDefined(
      long time, long site, long file, int line, int column, long procedure, long form) {
    sites.put(site, new Site(site, string(file), line, column, string(procedure), string(form)));
  }

  @Override
  public void named(long time, long subject, long name) {
    names.set(named.add(subject), name);
  }

  @Override
  public void siteEnds(long time, long site, int line, int column) {
    int index = calls.add(site);
    endLines.set(index, line);
    endColumns.set(index, column);
  }

  @Override
  public void winderPushed(long time, long fiber, int kind, long depth, long site) {
    int before = winderSites.size();
    int index = winderSites.add(site);
    if (index == before) {
      winderKinds.set(index, kind);
    }
  }

  /** Heap words that an armed timer keeps. */
  long timerWords;

  Longs[] keptOfCalls() {
    return new Longs[] {endLines, endColumns};
  }

  Longs[] keptOfWinders() {
    return new Longs[] {winderKinds};
  }

  String string(long string) {
    return strings.getOrDefault(string, "");
  }

  Site site(long site) {
    return sites.getOrDefault(site, Site.UNKNOWN);
  }
}
