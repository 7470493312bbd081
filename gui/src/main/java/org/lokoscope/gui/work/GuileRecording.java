// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.TraceException;
import org.lokoscope.tracer.GuileModule;
import org.lokoscope.tracer.text.Reason;

/**
 * Runs a program by an installed Guile and makes a trace of what its processes write. They write
 * into files, which survive whatever the program does with its descriptors; when it has ended, the
 * files become one trace.
 */
public final class GuileRecording {

  private static final int NOT_FOUND = 127;

  private GuileRecording() {}

  /**
   * Records a program.
   *
   * @return the exit status of Guile
   * @throws TraceException if it cannot be started, or nothing was recorded
   */
  public static int record(Path program, List<String> arguments, Path trace) {
    return record(UserDirectories.ofUser().data().resolve("guile"), program, arguments, trace);
  }

  /**
   * The same.
   *
   * @param module where what Guile loads is kept, compiled
   */
  static int record(Path module, Path program, List<String> arguments, Path trace) {
    AtomicReference<@Nullable Process> guile = new AtomicReference<>();
    Runnable interrupt =
        () -> {
          Process running = guile.get();
          if (running != null) {
            running.destroy();
          }
        };
    try {
      Path loader = GuileModule.writeTo(module);
      try (StreamFiles streams = new StreamFiles(program.toString(), trace, interrupt)) {
        guile.set(start(module, loader, streams.directory(), program, arguments));
        int status = waitFor(Objects.requireNonNull(guile.get()));
        if (streams.isEmpty()) {
          throw new TraceException(program + ": no Guile fibers ran, so nothing was recorded");
        }
        streams.join();
        return status;
      }
    } catch (IOException e) {
      throw new TraceException("cannot record by Guile: " + Reason.of(e), e);
    }
  }

  private static int waitFor(Process guile) {
    try {
      return guile.waitFor();
    } catch (InterruptedException e) {
      guile.destroy();
      Thread.currentThread().interrupt();
      return NOT_FOUND;
    }
  }

  private static Process start(
      Path module, Path loader, Path streams, Path program, List<String> arguments)
      throws IOException {
    List<String> line = new ArrayList<>(List.of("guile", "-l", loader.toString()));
    line.add(program.toString());
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
    Map<String, String> environment = builder.environment();
    environment.put("LOKOSCOPE_STREAMS", streams.toString());
    environment.put("LOKOSCOPE_DUMPS", ControlSocket.directory().toString());
    environment.put("LOKOSCOPE_GUILE_CACHE", module.resolve("compiled").toString());
    // Each process that the program starts is traced, too.
    Path shadow = module.resolve("compiled").resolve("auto");
    environment.merge(
        "GUILE_LOAD_COMPILED_PATH",
        shadow.toString(),
        (old, own) -> own + File.pathSeparator + old);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new TraceException("guile is not on the PATH, or cannot be started", e);
    }
  }
}
