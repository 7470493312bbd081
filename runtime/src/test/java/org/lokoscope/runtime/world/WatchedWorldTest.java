// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

/** A world around another one passes everything on. */
final class WatchedWorldTest {

  /** A default method that is forgotten would answer for the wrapper instead of the world. */
  @Test
  void shouldPassOnEveryMethod() {
    assertThat(World.class.getMethods())
        .filteredOn(method -> !Modifier.isStatic(method.getModifiers()))
        .allSatisfy(method -> assertThat(declaring(method)).isEqualTo(WatchedWorld.class));
  }

  private static Class<?> declaring(Method method) {
    try {
      return WatchedWorld.class
          .getMethod(method.getName(), method.getParameterTypes())
          .getDeclaringClass();
    } catch (NoSuchMethodException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
