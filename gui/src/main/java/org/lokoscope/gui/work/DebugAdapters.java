// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.debug.DebugAdapter;
import org.lokoscope.runtime.debug.Debuggee;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.runtime.world.World;

/** Speaks the Debug Adapter Protocol with an editor; its library is loaded when it is asked for. */
public final class DebugAdapters {

  private static final String DIRECTORY = "dap";

  private DebugAdapters() {}

  /**
   * Serves one client until it disconnects or vanishes.
   *
   * @throws IOException if the protocol's library is not installed, or the streams fail
   */
  public static void serve(InputStream in, OutputStream out) throws IOException {
    serve(in, out, null);
  }

  /** The same for a client that attaches to a program that runs in this process. */
  public static void serve(InputStream in, OutputStream out, @Nullable Debuggee running)
      throws IOException {
    try (ScratchFolder scratch = new ScratchFolder("lokoscope-debug");
        RecordedRuns recorded = new RecordedRuns()) {
      OnDemand.load(DebugAdapter.class, DIRECTORY)
          .serve(in, out, new Launches(running, scratch::path, recorded));
    }
  }

  /**
   * @param running what can be attached to; null if nothing runs
   * @param scratch where reversible runs have their files
   * @param recorded makes the runs of traces once more
   */
  private record Launches(@Nullable Debuggee running, Supplier<Path> scratch, RecordedRuns recorded)
      implements DebugAdapter.Host {

    @Override
    public Debuggee attach() {
      if (running == null) {
        throw new IllegalArgumentException(
            "attach: start the adapter as lokoscope dap --attach PID");
      }
      return running;
    }

    @Override
    public Debuggee launch(
        Map<String, Object> arguments, OutputStream output, OutputStream errors) {
      if (arguments.get("trace") instanceof String trace) {
        return recorded.run(Path.of(trace), arguments, output, errors);
      }
      if (!(arguments.get("program") instanceof String name) || name.isBlank()) {
        throw new IllegalArgumentException("launch: the attribute program is missing");
      }
      Path program = Path.of(name);
      if (!Files.isRegularFile(program)) {
        throw new IllegalArgumentException(program + ": no such file");
      }
      LaunchSettings settings =
          new LaunchSettings(
              "delimited".equals(arguments.get("fibers")) ? FiberMode.DELIMITED : FiberMode.CALLCC,
              number(arguments.get("cpus"), 1),
              arguments.get("seed") instanceof Number seed
                  ? OptionalLong.of(seed.longValue())
                  : OptionalLong.empty(),
              texts(arguments.get("libdirs")).stream().map(Path::of).toList(),
              Boolean.TRUE.equals(arguments.get("faithfulLeaks")));
      InputStream input = InputStream.nullInputStream();
      if (arguments.get("input") instanceof String file) {
        try {
          input = new ByteArrayInputStream(Files.readAllBytes(Path.of(file)));
        } catch (IOException unreadable) {
          throw new IllegalArgumentException(file + ": cannot be read", unreadable);
        }
      }
      World console =
          SystemWorld.watched(
              input,
              output,
              errors,
              DebuggedRun.commandLine(program, texts(arguments.get("args"))));
      return Boolean.TRUE.equals(arguments.get("reversible"))
          ? DebuggedRun.reversible(program, settings, console, scratch.get())
          : new DebuggedRun(program, settings, console).standing();
    }

    private static int number(@Nullable Object value, int otherwise) {
      return value instanceof Number number ? Math.clamp(number.intValue(), 1, 64) : otherwise;
    }

    private static List<String> texts(@Nullable Object value) {
      List<String> all = new ArrayList<>();
      if (value instanceof Iterable<?> several) {
        several.forEach(item -> all.add(String.valueOf(item)));
      } else if (value instanceof Object[] several) {
        for (Object item : several) {
          all.add(String.valueOf(item));
        }
      }
      return all;
    }

    @Override
    public void complain(String line) {
      System.err.println("lokoscope: dap: " + line);
    }
  }
}
