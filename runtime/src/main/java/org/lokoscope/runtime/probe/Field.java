// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The kind, unit and meaning of one parameter of a {@link Probe} method. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Field {

  Kind value();

  String doc() default "";

  /** For {@link Kind#CODE}: the enum whose ordinals the field holds. */
  Class<? extends Enum<?>> codes() default NoCodes.class;

  /** Stands for "no enum" in {@link #codes()}. */
  enum NoCodes {}
}
