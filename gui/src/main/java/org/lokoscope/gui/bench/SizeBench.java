// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.samples.Sample;
import org.lokoscope.samples.SampleCatalogue;
import org.lokoscope.samples.Zoo;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceInfo;

/**
 * Records samples and says how much of the disk a trace takes for each event: what the file system
 * has given its events and its index, holes of sparse files left out.
 */
public final class SizeBench {

  /** With fewer events, what a trace takes however few they are outweighs them. */
  private static final long MANY = 100_000;

  private static final double MOST_OF_EVENTS = 10;
  private static final double MOST_OF_BOTH = 14;

  /** Bytes of the whole trace of a program that does next to nothing. */
  private static final long MOST_OF_TINY = 300_000;

  private static final String TINY = "tiny";

  private final String mainClass;
  private int tooLarge;

  private SizeBench(String mainClass) {
    this.mainClass = mainClass;
  }

  /** Samples, the programs of the leak zoo and a tiny program, by name. */
  public static List<String> names() {
    return Stream.of(
            SampleCatalogue.all().stream().map(Sample::name),
            Zoo.all().stream().map(Zoo.Program::name),
            Stream.of(TINY))
        .flatMap(name -> name)
        .toList();
  }

  /**
   * Records and measures some of them.
   *
   * @param mainClass of this program
   */
  public static void run(List<String> names, String mainClass)
      throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("lokoscope-bench");
    try {
      SizeBench bench = new SizeBench(mainClass);
      System.out.printf(
          "%-24s %10s %9s %9s %9s %9s  bytes an event of the index by its tables%n",
          "", "events", "events", "index", "both", "trace");
      for (String name : names) {
        bench.measure(name, work);
      }
      System.out.printf(
          Locale.ROOT,
          "%n%d above the limits: %.0f bytes an event for events, %.0f with the index, from %,d"
              + " events on; %,d bytes for the tiny one%n",
          bench.tooLarge,
          MOST_OF_EVENTS,
          MOST_OF_BOTH,
          MANY,
          MOST_OF_TINY);
    } finally {
      Tools.delete(work);
    }
  }

  private void measure(String name, Path work) throws IOException, InterruptedException {
    Path trace = work.resolve("trace");
    List<String> arguments = new ArrayList<>(List.of("record", "-o", trace.toString()));
    arguments.addAll(program(name, work));
    Process recording =
        new ProcessBuilder(Tools.ours(mainClass, arguments.toArray(String[]::new)))
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int status = recording.waitFor();
    if (!Files.isDirectory(trace)) {
      System.out.printf("%-24s was not recorded: status %d%n", name, status);
      return;
    }
    Files.deleteIfExists(work.resolve("trace.err"));
    print(name, trace);
    Tools.delete(trace);
  }

  /** The option that it needs, and the file. */
  private static List<String> program(String name, Path work) throws IOException {
    if (name.equals(TINY)) {
      Path file = work.resolve(TINY + ".scm");
      Files.writeString(file, "(import (rnrs))\n(display \"hello\\n\")\n");
      return List.of(file.toString());
    }
    for (Zoo.Program program : Zoo.all()) {
      if (program.name().equals(name)) {
        String file = program.extract(work).toString();
        return program.faithful() ? List.of("--faithful-leaks", file) : List.of(file);
      }
    }
    return List.of(
        SampleCatalogue.extract(SampleCatalogue.find(name).orElseThrow(), work).toString());
  }

  private void print(String name, Path directory) throws IOException, InterruptedException {
    long events;
    try (Trace trace = new StoreWorkbench().open(directory, Progress.NONE)) {
      TraceInfo info = trace.info();
      events = Math.max(1, info.events());
    }
    long ofEvents = onDisk(directory.resolve("events"));
    long ofIndex = onDisk(directory.resolve("index"));
    long whole = onDisk(directory);
    double each = (double) ofEvents / events;
    double both = (double) (ofEvents + ofIndex) / events;
    boolean large =
        name.equals(TINY)
            ? whole > MOST_OF_TINY
            : events >= MANY && (each > MOST_OF_EVENTS || both > MOST_OF_BOTH);
    tooLarge += large ? 1 : 0;
    System.out.printf(
        Locale.ROOT,
        "%-24s %,10d %9.2f %9.2f %9.2f %6.0f KB  %s%s%n",
        name,
        events,
        each,
        (double) ofIndex / events,
        both,
        whole / 1e3,
        events >= MANY ? tables(directory.resolve("index"), events) : "",
        large ? "  TOO LARGE" : "");
  }

  private static String tables(Path index, long events) throws IOException {
    Map<String, Double> found = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(index)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString().replaceFirst("\\..*", "");
        found.put(name, (double) Files.size(file) / events);
      }
    }
    StringBuilder text = new StringBuilder();
    found.forEach(
        (table, bytes) -> {
          if (bytes >= 0.005) {
            text.append(String.format(Locale.ROOT, "%s %.2f ", table, bytes));
          }
        });
    return text.toString().strip();
  }

  /** What the file system has given a directory, as du says; where there is none, the lengths. */
  private static long onDisk(Path directory) throws IOException, InterruptedException {
    if (Tools.onPath("du").isPresent()) {
      Process du = new ProcessBuilder("du", "-sk", directory.toString()).start();
      String said = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (du.waitFor() == 0) {
        return 1024 * Long.parseLong(said.substring(0, said.indexOf('\t')));
      }
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
