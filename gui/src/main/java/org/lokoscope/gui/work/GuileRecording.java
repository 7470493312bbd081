package org.lokoscope.gui.work;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lokoscope.store.Progress;
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
    try {
      Path loader = GuileModule.writeTo(module);
      Path streams = Files.createTempDirectory("lokoscope-streams");
      try {
        int status = run(module, loader, streams, program, arguments);
        if (isEmpty(streams)) {
          throw new TraceException(program + ": no Guile fibers ran, so nothing was recorded");
        }
        StoreWorkbench.importDirectory(streams, program.toString(), trace, Progress.NONE);
        return status;
      } finally {
        delete(streams);
      }
    } catch (IOException e) {
      throw new TraceException("cannot record by Guile: " + Reason.of(e), e);
    }
  }

  private static int run(
      Path module, Path loader, Path streams, Path program, List<String> arguments)
      throws IOException {
    List<String> line = new ArrayList<>(List.of("guile", "-l", loader.toString()));
    line.add(program.toString());
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
    Map<String, String> environment = builder.environment();
    environment.put("LOKOSCOPE_STREAMS", streams.toString());
    environment.put("LOKOSCOPE_GUILE_CACHE", module.resolve("compiled").toString());
    // Each process that the program starts is traced, too.
    Path shadow = module.resolve("compiled").resolve("auto");
    environment.merge(
        "GUILE_LOAD_COMPILED_PATH",
        shadow.toString(),
        (old, own) -> own + File.pathSeparator + old);
    Process guile;
    try {
      guile = builder.start();
    } catch (IOException e) {
      throw new TraceException("guile is not on the PATH, or cannot be started", e);
    }
    try {
      return guile.waitFor();
    } catch (InterruptedException e) {
      guile.destroy();
      Thread.currentThread().interrupt();
      return NOT_FOUND;
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      // Temporary files that are left do no harm.
    }
  }
}
