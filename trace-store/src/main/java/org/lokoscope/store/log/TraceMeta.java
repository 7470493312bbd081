// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.log;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.TraceException;
import org.lokoscope.tracer.codec.RunId;

/**
 * {@code meta.json}: what a trace directory says of itself.
 *
 * @param lokoscopeTrace the version of the directory's layout; marks the file as ours
 * @param program the program's file, as the user named it
 * @param settings what the run was asked for
 * @param started wall time, ISO 8601
 * @param finished false until the recorder was closed
 * @param ended why the run was over before its program was; empty if the program ended by itself
 * @param incomplete why the trace lacks events; empty if it is whole, or nobody could say so
 * @param jvm facts about the machine that ran it
 * @param run the id of the run; empty if its chunks do not say it (version 1 of the format)
 * @param removed which of the older events were removed on purpose, in words; empty for none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TraceMeta(
    int lokoscopeTrace,
    String program,
    Map<String, String> settings,
    String started,
    boolean finished,
    String ended,
    String incomplete,
    Map<String, String> jvm,
    String run,
    String removed) {

  public static final String FILE = "meta.json";
  private static final int LAYOUT = 1;
  private static final int LOST = -1;
  private static final long MAX_SIZE = 1 << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public TraceMeta {
    program = program == null ? "" : program;
    settings = settings == null ? Map.of() : new TreeMap<>(settings);
    started = started == null ? "" : started;
    ended = ended == null ? "" : ended;
    incomplete = incomplete == null ? "" : incomplete;
    jvm = jvm == null ? Map.of() : new TreeMap<>(jvm);
    run = run == null || !run.matches("[0-9a-f]{32}") ? "" : run;
    removed = removed == null ? "" : removed;
  }

  public static TraceMeta ofThisRun(String program, Map<String, String> settings) {
    Runtime runtime = Runtime.getRuntime();
    return new TraceMeta(
        LAYOUT,
        program,
        settings,
        Instant.now().toString(),
        false,
        "",
        "",
        Map.of(
            "java",
            System.getProperty("java.vm.name") + " " + Runtime.version(),
            "os",
            System.getProperty("os.name") + " " + System.getProperty("os.arch"),
            "processors",
            Integer.toString(runtime.availableProcessors()),
            "maxHeapBytes",
            Long.toString(runtime.maxMemory())),
        RunId.random().toString(),
        "");
  }

  /** The same for a run with another id; null if nobody knows it. */
  public TraceMeta ofRun(@Nullable RunId other) {
    return new TraceMeta(
        lokoscopeTrace,
        program,
        settings,
        started,
        finished,
        ended,
        incomplete,
        jvm,
        other == null ? "" : other.toString(),
        removed);
  }

  /** The same with more to say of what was asked for. */
  public TraceMeta with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(settings);
    all.putAll(more);
    return new TraceMeta(
        lokoscopeTrace, program, all, started, finished, ended, incomplete, jvm, run, removed);
  }

  /** The same of a run that began at another time. */
  public TraceMeta ofStart(Instant begun) {
    return new TraceMeta(
        lokoscopeTrace,
        program,
        settings,
        begun.toString(),
        finished,
        ended,
        incomplete,
        jvm,
        run,
        removed);
  }

  /** The id of the run, if it is known. */
  public @Nullable RunId runId() {
    return run.isEmpty() ? null : RunId.parse(run);
  }

  /** What its chunks say of the run: {@link org.lokoscope.tracer.codec.ChunkCursor#run}. */
  public long runOfChunks() {
    RunId id = runId();
    return id == null ? -1 : Integer.toUnsignedLong(id.tag());
  }

  /** How many CPUs the run had, as far as its settings say; else 0. */
  int cpus() {
    String cpus = settings.getOrDefault("cpus", "");
    return cpus.matches("[0-9]{1,4}") ? Integer.parseInt(cpus) : 0;
  }

  /**
   * @param why empty if the program ended by itself
   */
  public TraceMeta asFinished(String why) {
    return new TraceMeta(
        lokoscopeTrace, program, settings, started, true, why, "", jvm, run, removed);
  }

  /** The recording goes on, or has ended, without some of its older events. */
  public TraceMeta without(String older) {
    return new TraceMeta(
        lokoscopeTrace, program, settings, started, finished, ended, incomplete, jvm, run, older);
  }

  /** The trace will never be whole, whatever becomes of the run. */
  public TraceMeta asIncomplete(String reason, String why) {
    return new TraceMeta(
        lokoscopeTrace, program, settings, started, false, why, reason, jvm, run, removed);
  }

  /** Whether the directory holds a description of ours, readable or not by this version. */
  public static boolean isTrace(Path directory) {
    try {
      return read(directory) != null;
    } catch (TraceException e) {
      return false;
    }
  }

  /** Whether the description could not be read, and nothing of what it says is known. */
  public boolean isLost() {
    return lokoscopeTrace == LOST;
  }

  /**
   * Reads the description, or says in one line why the directory is not a trace. The recorded
   * events do not need it: if it is damaged, they are still a trace, of a program unknown.
   */
  public static TraceMeta read(Path directory) {
    if (!Files.exists(directory)) {
      throw new TraceException(directory + ": no such trace");
    }
    if (!Files.isDirectory(directory)) {
      throw new TraceException(directory + ": is a file; a trace is a directory");
    }
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new TraceException(directory + ": not a trace: it has no " + FILE);
    }
    TraceMeta meta;
    try {
      meta = parse(file);
      if (meta == null || meta.lokoscopeTrace == 0) {
        throw new TraceException(file + ": not the description of a Lokoscope trace");
      }
    } catch (TraceException damaged) {
      if (QueueFile.list(directory.resolve(ChunkLog.DIRECTORY)).isEmpty()) {
        throw damaged;
      }
      String reason = reason(damaged, file);
      return new TraceMeta(LOST, "", Map.of(), "", false, "", reason, Map.of(), "", "");
    }
    if (meta.lokoscopeTrace != LAYOUT) {
      throw new TraceException(
          file
              + ": was written by another version of Lokoscope (layout "
              + meta.lokoscopeTrace
              + ", this one reads "
              + LAYOUT
              + ")");
    }
    return meta;
  }

  private static String reason(TraceException damaged, Path file) {
    return String.valueOf(damaged.getMessage()).replace(file.toString(), FILE);
  }

  private static @Nullable TraceMeta parse(Path file) {
    try {
      if (Files.size(file) > MAX_SIZE) {
        throw new TraceException(file + ": too large for the description of a trace");
      }
      return JSON.readValue(file.toFile(), TraceMeta.class);
    } catch (JacksonException e) {
      String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      throw new TraceException(file + line + ": not valid JSON for the description of a trace", e);
    } catch (IOException e) {
      throw new TraceException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Writes the description so that a reader sees the old one or the new one, never a part. */
  public void write(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      Path part = directory.resolve(FILE + ".part");
      JSON.writeValue(part.toFile(), this);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new TraceException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
