// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.world.World;

/**
 * A world whose clock stands still and which tells when a CPU goes to rest, and until when. All
 * else is that of another world.
 */
final class StillWorld {

  /** A thread that has nothing to do before {@code deadline}. */
  record Rest(String thread, long deadline) {}

  private final BlockingQueue<Rest> rests = new LinkedBlockingQueue<>();

  World around(World real) {
    return (World)
        Proxy.newProxyInstance(
            World.class.getClassLoader(),
            new Class<?>[] {World.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "nanoTime" -> 0L;
                  case "parkUntil" -> rest((long) arguments[0]);
                  default -> invoke(method, real, arguments);
                });
  }

  private @Nullable Object rest(long deadline) {
    rests.add(new Rest(Thread.currentThread().getName(), deadline));
    LockSupport.park(this);
    return null;
  }

  private static Object invoke(Method method, World real, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** The next time that a CPU goes to rest; waits for it. */
  Rest nextRest() throws InterruptedException {
    return rests.take();
  }
}
