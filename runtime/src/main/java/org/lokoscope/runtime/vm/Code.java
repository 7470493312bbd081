// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;

/** One clause of a lambda, compiled. */
public final class Code {

  final String name;
  final int required;
  final boolean rest;
  final int site;
  private String purpose = "";
  private final Tier tier;
  private int localsSize;

  @SuppressWarnings("NullAway.Init") // Completed before the code runs.
  private Node body;

  private Entry entry = Entry.LATER;

  /** Runs so far, or -1 once the tier has been asked. Threads may lose counts of each other. */
  private int runs;

  /** Whether its nodes have been changed for a debugger, so that they are what must run. */
  private boolean debugged;

  /**
   * @param site where the lambda stands, or 0
   * @param tier what to ask once the code has run often
   */
  public Code(String name, int required, boolean rest, int site, Tier tier) {
    this.tier = tier;
    this.name = name;
    this.required = required;
    this.rest = rest;
    this.site = site;
  }

  /** Completes the code; a body refers to its own code, so it is compiled after it is made. */
  public void complete(int localsSize, Node body) {
    this.localsSize = localsSize;
    this.body = body;
  }

  /** What it is for: its name, or for a lambda without one, the procedure that it calls last. */
  public String purpose() {
    return name.isEmpty() ? purpose : name;
  }

  public void setPurpose(String purpose) {
    this.purpose = purpose;
  }

  public String name() {
    return name;
  }

  public int site() {
    return site;
  }

  public int required() {
    return required;
  }

  public boolean hasRest() {
    return rest;
  }

  /** How many arguments it takes, in words. */
  String takes() {
    return Raise.takes(required, rest ? -1 : required);
  }

  /** The length of an activation. */
  public int localsSize() {
    return localsSize;
  }

  public Node body() {
    return body;
  }

  /** Lets it begin with another node; only while it is debugged. */
  public void setBody(Node node) {
    body = node;
  }

  /**
   * Says whether a debugger has changed its nodes. Then they run, and nothing that was compiled of
   * them; what runs in compiled code just now gets to its nodes when it has been moved to the heap.
   */
  public synchronized void setDebugged(boolean now) {
    debugged = now;
    if (now) {
      entry = Entry.LATER;
      runs = -1;
    } else if (entry == Entry.LATER) {
      runs = 0;
    }
  }

  /** Whether a debugger has changed its nodes. */
  public synchronized boolean isDebugged() {
    return debugged;
  }

  public Tier tier() {
    return tier;
  }

  /** How compiled code calls it. */
  public Entry entry() {
    return entry;
  }

  /** Notes that its nodes are about to run; the entry to use instead, or null. */
  @Nullable Entry entryOrCount() {
    if (entry != Entry.LATER) {
      return entry;
    }
    if (runs < 0 || ++runs < tier.threshold()) {
      return null;
    }
    return compile();
  }

  private synchronized @Nullable Entry compile() {
    runs = -1;
    if (debugged) {
      return null;
    }
    entry = tier.compile(this);
    return entry == Entry.LATER ? null : entry;
  }
}
