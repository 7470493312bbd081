// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.cml.Readiness;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Later;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.Journal;

/**
 * Looks up the addresses of hosts. A number is understood at once; a name is asked for on a thread
 * of its own, because there is no way to ask that does not block, and the fiber waits.
 */
final class NameLookup {

  private NameLookup() {}

  /** What is done with an address; follows the machine's protocol. */
  @FunctionalInterface
  interface Step {
    Object run(Machine machine, InetSocketAddress address);
  }

  /** Goes on with the host's address. */
  static Object with(Machine machine, String who, String host, int port, Step then) {
    InetAddress literal = literal(host);
    if (literal == null && machine.world().isIsolated()) {
      throw NetErrors.failed(who, "this run has no network to look for " + host);
    }
    return Later.then(
        machine,
        literal != null ? literal : new Lookup(machine, who, host).perform(machine),
        who,
        (m, address) -> then.run(m, new InetSocketAddress((InetAddress) address, port)));
  }

  private static @Nullable InetAddress literal(String host) {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** One question; the answer is an address or an error. */
  private static final class Lookup {
    private final String who;
    private final String host;
    private final FiberScheduler fibers;
    private final @Nullable Journal journal;

    /** By which the journal knows the question. */
    private final long number;

    private final Readiness answered;
    private volatile @Nullable Object answer;

    Lookup(Machine machine, String who, String host) {
      this.who = who;
      this.host = host;
      this.fibers = FiberScheduler.required(machine);
      this.journal = machine.world().journal();
      this.number = journal == null ? 0 : machine.newId();
      this.answered = new Readiness(0, SuspendReason.READABLE, _ -> ask());
    }

    Object perform(Machine machine) {
      return answered.perform(machine, (_, _) -> answer());
    }

    private @Nullable Object answer() {
      if (answer instanceof UnknownHostException) {
        throw NetErrors.failed(who, "no such host: " + host);
      }
      return answer;
    }

    private void ask() {
      Journal kept = journal;
      if (kept == null) {
        begin(
            () -> {
              answer = lookUp();
              fibers.post(answered::signal);
            });
        return;
      }
      kept.expect(
          number,
          bytes -> {
            kept.forget(number);
            answer = answer(bytes);
            fibers.post(answered::signal);
          });
      if (!kept.repeats()) {
        begin(
            () ->
                kept.came(
                    number,
                    lookUp() instanceof InetAddress found ? found.getAddress() : Numbers.NONE));
      }
    }

    private void begin(Runnable question) {
      Thread.ofPlatform().daemon().name("lookup " + host).start(question);
    }

    /** No bytes where there is no such host. */
    private Object answer(byte[] bytes) {
      try {
        return InetAddress.getByAddress(host, bytes);
      } catch (UnknownHostException none) {
        return none;
      }
    }

    private Object lookUp() {
      try {
        return InetAddress.getByName(host);
      } catch (UnknownHostException e) {
        return e;
      } catch (RuntimeException malformed) {
        return new UnknownHostException(malformed.getMessage());
      }
    }
  }
}
