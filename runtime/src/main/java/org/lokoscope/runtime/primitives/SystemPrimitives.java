// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.io.Surroundings;
import org.lokoscope.runtime.number.Integers;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.World;

/** Time, chance, arguments, environment: what a run gets from its world. */
final class SystemPrimitives {

  private static final long NANOSECONDS_PER_TICK = 1_000_000;

  private static final String[] FEATURES = {
    "r6rs",
    "r7rs",
    "exact-closed",
    "exact-complex",
    "ieee-float",
    "full-unicode",
    "ratios",
    "lokoscope",
    "jvm"
  };

  private SystemPrimitives() {}

  static void register(PrimitiveTable t) {
    t.defineM("current-jiffy", 0, 0, (m, _) -> m.world().nanoTime());
    t.define0("jiffies-per-second", () -> 1_000_000_000L);
    t.defineM("current-second", 0, 0, (m, _) -> m.world().wallTimeMillis() / 1000.0);
    t.defineM("current-ticks", 0, 0, (m, _) -> m.world().nanoTime() / NANOSECONDS_PER_TICK);
    t.defineM("current-time-millis", 0, 0, (m, _) -> m.world().wallTimeMillis());
    t.defineM("command-line", 0, 0, SystemPrimitives::commandLine);
    t.defineM("get-environment-variable", 1, 1, SystemPrimitives::variable);
    t.defineM("get-environment-variables", 0, 0, SystemPrimitives::variables);
    t.defineM("getenv", 1, 1, SystemPrimitives::variable);
    t.defineM("putenv", 2, 2, SystemPrimitives::setVariable);
    t.defineM(
        "current-directory",
        0,
        0,
        (m, _) -> SchemeString.of(Surroundings.of(m).folder().toString()));
    t.define0("features", SystemPrimitives::features);
    t.defineM("random", 1, 1, SystemPrimitives::random);
    t.defineM("random-integer", 1, 1, SystemPrimitives::random);
    t.defineM("get-random-u8", 0, 0, (m, _) -> m.world().nextRandom() >>> 56);
    t.defineM("get-random-bytevector-n!", 3, 3, SystemPrimitives::randomBytes);
    t.defineM("%cpu-nanoseconds", 0, 0, (m, _) -> cpuNanos(m.world()));
    t.defineM("random-real", 0, 0, (m, _) -> real(m));
  }

  private static Object commandLine(Machine machine, Object[] a) {
    List<Object> words = new ArrayList<>();
    for (String word : machine.world().commandLine()) {
      words.add(SchemeString.of(word));
    }
    return Lists.fromList(words);
  }

  private static Object variable(Machine machine, Object[] a) {
    String name = Args.string("get-environment-variable", a[0]).toString();
    String value = Surroundings.of(machine).variables().get(name);
    return value == null ? Boolean.FALSE : SchemeString.of(value);
  }

  private static Object setVariable(Machine machine, Object[] a) {
    String name = Args.string("putenv", a[0]).toString();
    String value = a[1] == Boolean.FALSE ? null : Args.string("putenv", a[1]).toString();
    boolean named = !name.isEmpty() && name.indexOf('=') < 0 && name.indexOf('\0') < 0;
    if (!named || (value != null && value.indexOf('\0') >= 0)) {
      throw Raise.assertion("putenv", "no name and value of a variable", a);
    }
    Surroundings.of(machine).set(name, value);
    return Special.UNSPECIFIED;
  }

  private static Object variables(Machine machine, Object[] a) {
    List<Object> pairs = new ArrayList<>();
    for (Map.Entry<String, String> entry : Surroundings.of(machine).variables().entrySet()) {
      pairs.add(new Pair(SchemeString.of(entry.getKey()), SchemeString.of(entry.getValue())));
    }
    return Lists.fromList(pairs);
  }

  private static Object features() {
    List<Object> features = new ArrayList<>();
    for (String feature : FEATURES) {
      features.add(Symbol.of(feature));
    }
    return Lists.fromList(features);
  }

  /** Below the argument: an exact integer for one, a flonum for a flonum. */
  private static Object random(Machine machine, Object[] a) {
    if (a[0] instanceof Long limit && limit > 0) {
      return below(machine, limit);
    }
    if (a[0] instanceof Double limit && limit > 0) {
      return real(machine) * limit;
    }
    if (a[0] instanceof BigInteger limit && limit.signum() > 0) {
      BigInteger bits = BigInteger.ZERO;
      for (int i = 0; i <= limit.bitLength() / 32 + 2; i++) {
        long word = machine.world().nextRandom() >>> 32;
        bits = bits.shiftLeft(32).or(BigInteger.valueOf(word));
      }
      return Integers.normal(bits.mod(limit));
    }
    throw Raise.type("random", "a positive number", a[0]);
  }

  /** Without bias: numbers from the incomplete last stretch are drawn again. */
  private static long below(Machine machine, long limit) {
    while (true) {
      long bits = machine.world().nextRandom() >>> 1;
      long value = bits % limit;
      if (bits - value + (limit - 1) >= 0) {
        return value;
      }
    }
  }

  private static Object randomBytes(Machine machine, Object[] a) {
    String who = "get-random-bytevector-n!";
    byte[] bytes = Args.bytes(who, a[0]);
    int start = Args.index(who, a[1], bytes.length + 1);
    int count = Args.index(who, a[2], bytes.length - start + 1);
    for (int i = start; i < start + count; i++) {
      bytes[i] = (byte) machine.world().nextRandom();
    }
    return Special.UNSPECIFIED;
  }

  /** What the JVM has worked so far; with a virtual clock, the time of the run. */
  private static long cpuNanos(World world) {
    boolean tells =
        !world.isVirtual()
            && ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean;
    return tells
        ? ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        : world.nanoTime();
  }

  /** Between 0 and 1, both excluded. */
  private static double real(Machine machine) {
    return ((machine.world().nextRandom() >>> 12) + 0.5) * 0x1p-52;
  }
}
