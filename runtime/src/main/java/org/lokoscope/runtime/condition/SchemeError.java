// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.condition;

/**
 * Carries a raised object out of Java code that was called by the machine. The machine turns it
 * into a call of the current handler, so that a program sees it as {@code raise}. It has no Java
 * stack trace and costs about as much as an allocation.
 */
public final class SchemeError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Object payload;
  private final boolean continuable;
  private int site;

  public SchemeError(Object payload) {
    this(payload, false);
  }

  /** A condition that stands for a Java exception, which is kept for those who debug. */
  SchemeError(Object payload, Throwable cause) {
    super(null, cause, false, false);
    this.payload = payload;
    this.continuable = false;
  }

  public SchemeError(Object payload, boolean continuable) {
    super(null, null, false, false);
    this.payload = payload;
    this.continuable = continuable;
  }

  /** The object that was raised: usually, but not always, a condition. */
  public Object payload() {
    return payload;
  }

  public boolean isContinuable() {
    return continuable;
  }

  /** The number of the source site to blame, or 0 if none is known. */
  public int site() {
    return site;
  }

  /** Notes where it happened. The innermost place counts: later calls change nothing. */
  public SchemeError at(int site) {
    if (this.site == 0) {
      this.site = site;
    }
    return this;
  }
}
