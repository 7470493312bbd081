// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a parameter of a {@link Joint} method that tends to be as it was the last time that the
 * same fiber did the same at the same place. Such parameters come last.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Steady {}
