// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.cut;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Family;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.state.KeptEvent;
import org.lokoscope.store.state.StateBefore;
import org.lokoscope.tracer.schema.EventField;

/**
 * The strings and places of which the events of one stream make use: those that it must define, as
 * was done before the time that is taken, and those that it defines itself then.
 */
final class Vocabulary {

  private final StateBefore before;
  private final Set<Long> strings = new LinkedHashSet<>();
  private final Set<Long> sites = new LinkedHashSet<>();

  /** What the stream defines itself, and those of that which it uses. */
  private final Map<Long, KeptEvent> ownStrings = new HashMap<>();

  private final Map<Long, KeptEvent> ownSites = new HashMap<>();
  private final Set<Long> ownForms = new LinkedHashSet<>();
  private final Set<Long> usedStrings = new HashSet<>();
  private final Set<Long> usedSites = new HashSet<>();
  private final Set<String> files;

  /**
   * @param files is told of the source files that are used
   */
  Vocabulary(StateBefore before, Set<String> files) {
    this.before = before;
    this.files = files;
  }

  /** Takes note of an event that will be written into the stream. */
  void see(KeptEvent event) {
    String name = event.type().name();
    if (name.equals("stringDefined")) {
      ownStrings.putIfAbsent(event.number(1), event);
    } else if (name.equals("siteDefined")) {
      ownSites.putIfAbsent(event.number(1), event);
    } else if (name.equals("siteEnds")) {
      ownForms.add(event.number(1));
    } else {
      use(event);
    }
  }

  /** All forms of the sources that are used belong to these, as their texts do. */
  void useForms(List<KeptEvent> forms) {
    ownForms.forEach(this::useForm);
    forms.forEach(form -> useForm(form.number(1)));
  }

  private void useForm(long number) {
    KeptEvent known = known(number);
    if (known != null && files.contains(text(known.number(2)))) {
      site(number);
    }
  }

  private @Nullable KeptEvent known(long site) {
    KeptEvent own = ownSites.get(site);
    return own != null ? own : before.said("siteDefined", site);
  }

  private void use(KeptEvent event) {
    for (EventField field : event.type().fields()) {
      if (field.kind() == Kind.STRING) {
        string(event.number(field.index()));
      } else if (field.kind() == Kind.SITE) {
        site(event.number(field.index()));
      } else if (field.kind() == Kind.SEQUENCE && event.type().family() == Family.STACK) {
        stack((long[]) event.arguments()[field.index()]);
      }
    }
    if (event.type().name().equals("continuationsRetained")) {
      site(event.number(2));
    }
  }

  /** Groups of a repeat, a count n, and n times site and words. */
  private void stack(long[] groups) {
    int at = 0;
    while (at + 2 <= groups.length) {
      long size = groups[at + 1];
      at += 2;
      for (long i = 0; i < size && at + 2 <= groups.length; i++, at += 2) {
        site(groups[at]);
      }
    }
  }

  private void string(long number) {
    usedStrings.add(number);
    if (number != 0 && !ownStrings.containsKey(number)) {
      strings.add(number);
    }
  }

  private void site(long number) {
    if (number == 0 || !usedSites.add(number)) {
      return;
    }
    KeptEvent known = known(number);
    if (known == null) {
      return;
    }
    if (!ownSites.containsKey(number)) {
      sites.add(number);
    }
    string(known.number(2));
    string(known.number(5));
    string(known.number(6));
    files.add(text(known.number(2)));
  }

  private String text(long string) {
    KeptEvent own = ownStrings.get(string);
    KeptEvent known = own != null ? own : before.said("stringDefined", string);
    return known == null ? "" : (String) known.arguments()[2];
  }

  /** Whether a definition of the stream's own is used by what is taken. */
  boolean takes(KeptEvent definition) {
    return switch (definition.type().name()) {
      case "stringDefined" -> usedStrings.contains(definition.number(1));
      case "siteDefined", "siteEnds" -> usedSites.contains(definition.number(1));
      default -> true;
    };
  }

  /** Defines what was defined before. */
  void report(long time, Probe probe) {
    for (long string : strings) {
      tell(before.said("stringDefined", string), time, probe);
    }
    for (long site : sites) {
      tell(before.said("siteDefined", site), time, probe);
      tell(before.said("siteEnds", site), time, probe);
      KeptEvent winder = before.said("winderPushed", site);
      tell(winder == null ? null : winder.with(1, 0), time, probe);
    }
  }

  private static void tell(@Nullable KeptEvent event, long time, Probe probe) {
    if (event != null) {
      event.at(0, 0, time).report(probe);
    }
  }
}
