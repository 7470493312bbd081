// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup.StackFrame;

/** Puts a finding together; what is not said is 0, unknown or empty. */
final class FindingBuilder {
  private final LeakClass leakClass;
  private double severity;
  private double confidence;
  private long fiber;
  private String fiberName = "";
  private long object;
  private Site site = Site.UNKNOWN;
  private Site call = Site.UNKNOWN;
  private double bytesTotal;
  private double bytesPerResume;
  private Iteration iteration = new Iteration(0, 0);
  private long count;
  private List<StackFrame> group = List.of();
  private List<StackFrame> winderGroup = List.of();
  private String keptBy = "";
  private final List<Counterfactual> otherwise = new ArrayList<>();

  FindingBuilder(LeakClass leakClass) {
    this.leakClass = leakClass;
  }

  /** Both from 0 to 1: how much it matters, and how sure it is. */
  FindingBuilder ranked(double severity, double confidence) {
    this.severity = severity;
    this.confidence = confidence;
    return this;
  }

  FindingBuilder fiber(FiberInfo info) {
    fiber = info.id();
    fiberName = info.name();
    return this;
  }

  FindingBuilder object(long id) {
    object = id;
    return this;
  }

  FindingBuilder site(Site place) {
    site = place;
    return this;
  }

  /** The call inside of the form that goes round. */
  FindingBuilder call(Site place) {
    call = place;
    return this;
  }

  /** What the leak has retained in the end. */
  FindingBuilder bytesTotal(double bytes) {
    bytesTotal = bytes;
    return this;
  }

  FindingBuilder bytesPerResume(double bytes) {
    bytesPerResume = bytes;
    return this;
  }

  FindingBuilder iteration(Iteration each) {
    iteration = each;
    return this;
  }

  /** How many there are of what should not be there. */
  FindingBuilder count(long number) {
    count = number;
    return this;
  }

  FindingBuilder repeating(List<StackFrame> frames, List<StackFrame> winders) {
    group = frames;
    winderGroup = winders;
    return this;
  }

  /** The references that keep it alive; "" if they are not known. */
  FindingBuilder keptBy(String chain) {
    keptBy = chain;
    return this;
  }

  /** What it would have retained if something had been otherwise. */
  FindingBuilder otherwise(Counterfactual.Change change, double bytes) {
    otherwise.add(new Counterfactual(change, bytes));
    return this;
  }

  /** Ends with one sentence that says what happens, and one that says what to change. */
  Finding say(String sentence, String fix) {
    return new Finding(
        leakClass,
        severity,
        confidence,
        fiber,
        fiberName,
        object,
        site,
        call,
        bytesTotal,
        bytesPerResume,
        iteration.words(),
        iteration.winders(),
        count,
        group,
        winderGroup,
        keptBy,
        List.copyOf(otherwise),
        sentence,
        fix);
  }
}
