package org.lokoscope.store.index;

import java.util.HashMap;
import java.util.Map;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Site;

/** Texts, source sites and the names that the program gave. */
final class Definitions implements Probe {

  final Map<Long, String> strings = new HashMap<>();
  final Map<Long, Site> sites = new HashMap<>();
  final Map<Long, Long> names = new HashMap<>();

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
    names.put(subject, name);
  }

  String string(long string) {
    return strings.getOrDefault(string, "");
  }

  Site site(long site) {
    return sites.getOrDefault(site, Site.UNKNOWN);
  }
}
