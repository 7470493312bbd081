// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.patch;

import org.jspecify.annotations.Nullable;

/** How operations of a program's own are written: for Loko's fibers, or for Guile's. */
enum Dialect {
  LOKO("resume state", "(eq? 'WAITING (vector-ref %s 0))", "(vector-set! %s 0 'SYNCHED)"),
  GUILE("state scheduler resume", "(eq? 'W (atomic-box-ref %s))", "(atomic-box-set! %s 'S)");

  private final String parameters;
  private final String waiting;
  private final String claim;

  Dialect(String parameters, String waiting, String claim) {
    this.parameters = parameters;
    this.waiting = waiting;
    this.claim = claim;
  }

  /** By the number of parameters of a block procedure; null if it can be neither. */
  static @Nullable Dialect ofBlock(int parameters) {
    return switch (parameters) {
      case 2 -> LOKO;
      case 3 -> GUILE;
      default -> null;
    };
  }

  static Dialect of(SourceTree tree) {
    boolean guile =
        tree.forms().stream().anyMatch(form -> form.is("define-module") || form.is("use-modules"));
    return guile ? GUILE : LOKO;
  }

  /** The parameters of a block procedure. */
  String parameters() {
    return parameters;
  }

  int stateParameter() {
    return this == GUILE ? 0 : 1;
  }

  /** Whether the performance with some state still waits. */
  String isWaiting(String state) {
    return waiting.formatted(state);
  }

  /** Says that the performance with some state has been decided. */
  String claim(String state) {
    return claim.formatted(state);
  }

  String now() {
    return this == GUILE
        ? "(/ (get-internal-real-time) internal-time-units-per-second)"
        : "(/ (current-jiffy) (jiffies-per-second))";
  }
}
