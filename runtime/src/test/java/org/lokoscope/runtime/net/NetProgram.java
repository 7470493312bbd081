// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.process.SafePoints;
import org.lokoscope.runtime.world.SystemWorld;

/** A program that is run in a world with a console in memory. */
final class NetProgram {

  private static final String HEAD =
      """
      (import (rnrs) (loko system fibers) (lokoscope net) (lokoscope trace)
              (only (scheme base) char-ready?))
      (define listener (tcp-listen "127.0.0.1" 0))
      (define port (tcp-listener-port listener))
      (define (call-in-fiber thunk)
        (let ((done (make-channel)))
          (spawn-fiber (lambda () (put-message done (thunk))))
          done))
      (define (complaint thunk)
        (guard (c ((i/o-error? c) (condition-message c))
                  ((error? c) (list 'no-i/o-error (condition-message c))))
          (thunk)))
      (define (read-all in)
        (let ((bytes (get-bytevector-all in)))
          (if (eof-object? bytes) "" (utf8->string bytes))))
      (define (say out text) (put-bytevector out (string->utf8 text)))
      (define (show x) (write x) (newline))
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private FiberMode mode = FiberMode.CALLCC;
  private SafePoints points = RunSettings.DEFAULT.safePoints();
  private Probe probe = Probe.NONE;
  private final String text;

  /** A program that begins with a listener on any port. */
  NetProgram(String text) {
    this.text = HEAD + text;
  }

  NetProgram mode(FiberMode wanted) {
    mode = wanted;
    return this;
  }

  NetProgram points(SafePoints wanted) {
    points = wanted;
    return this;
  }

  NetProgram probe(Probe wanted) {
    probe = wanted;
    return this;
  }

  /** What it writes to the console; errors that nobody handled included. */
  String run() {
    SystemWorld world =
        new SystemWorld(InputStream.nullInputStream(), out, out, List.of("net-program"));
    RunSettings settings = new RunSettings(mode, 1, OptionalLong.empty(), false, points);
    ProgramRun run = new ProgramRun(settings, world, List.of(), _ -> probe);
    run.execute(run.load(text, "net.sps"), "net.sps");
    return out.toString(StandardCharsets.UTF_8);
  }
}
