// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a {@link Probe} method records: its permanent number, its family and its meaning. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Event {

  /** The permanent number, 1 to 255. It is never given to another event. */
  int code();

  /** The format version that added the event. */
  int since() default 1;

  Family family();

  /** One sentence for the reference page and for tool tips. */
  String doc();
}
