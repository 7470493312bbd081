// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a {@link Probe} method that reports events which always come together. A trace keeps them
 * as one; whoever reads it gets what the method does by default: the events, one by one.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Joint {

  /** The permanent number, 1 to 255, from the same numbers as those of events. */
  int code();

  /** The format version that added it. */
  int since();
}
