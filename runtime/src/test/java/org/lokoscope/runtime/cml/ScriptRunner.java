// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.process.SafePoints;
import org.lokoscope.runtime.world.VirtualWorld;

/** Runs scripts on the real thing: one run of a driver in Scheme, which reads them and answers. */
final class ScriptRunner implements AutoCloseable {

  private static final int SECONDS_BEFORE_IT_HANGS = 30;

  private final Input input = new Input();
  private final Output output = new Output();
  private final VirtualWorld world = new VirtualWorld(0, input, output);
  private final ProgramRun run;

  ScriptRunner(FiberMode mode, SafePoints safePoints, boolean faithful) {
    RunSettings settings = new RunSettings(mode, 1, OptionalLong.empty(), faithful, safePoints);
    run = new ProgramRun(settings, world, List.of(), cpu -> Probe.NONE);
    Thread.ofPlatform().daemon().start(() -> run.execute(run.load(driver(), "driver"), "driver"));
  }

  private static String driver() {
    try (InputStream in = ScriptRunner.class.getResourceAsStream("/model/driver.sps")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /**
   * Runs a script.
   *
   * @return what the driver wrote, one line
   */
  String run(Script script) throws InterruptedException {
    world.seed(script.seed());
    input.chunks.add(script.text().getBytes(StandardCharsets.UTF_8));
    String line = output.lines.poll(SECONDS_BEFORE_IT_HANGS, TimeUnit.SECONDS);
    return line == null ? "(the program hangs)" : line;
  }

  @Override
  public void close() {
    input.chunks.add(new byte[0]);
    run.stop();
  }

  private static final class Input extends InputStream {
    private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
    private byte[] chunk = {};
    private int at;

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      if (at == chunk.length) {
        at = 0;
        try {
          chunk = chunks.take();
        } catch (InterruptedException interrupted) {
          return -1;
        }
      }
      int count = Math.min(length, chunk.length - at);
      if (count == 0) {
        return -1;
      }
      System.arraycopy(chunk, at, bytes, from, count);
      at += count;
      return count;
    }
  }

  private static final class Output extends OutputStream {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
      if (b == '\n') {
        lines.add(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else {
        line.write(b);
      }
    }
  }
}
