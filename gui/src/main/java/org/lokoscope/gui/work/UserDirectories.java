// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where a user's traces and the list of recent ones lie, after the XDG base directories. */
public record UserDirectories(Path data) {

  private static final int MOST_RECENT = 10;

  public static UserDirectories ofUser() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  static UserDirectories of(Map<String, String> environment, Path home) {
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base = data.isBlank() ? home.resolve(".local").resolve("share") : Path.of(data);
    return new UserDirectories(base.resolve("lokoscope"));
  }

  public Path traces() {
    return data.resolve("traces");
  }

  /** Where the programs that come with Lokoscope are written out. */
  public Path samples() {
    return data.resolve("samples");
  }

  /** A directory that does not exist yet: the program's name and a number. */
  public Path newTrace(Path program) {
    String name = String.valueOf(program.getFileName()).replaceFirst("\\.[^.]*$", "");
    Path directory = traces().resolve(name);
    for (int i = 2; Files.exists(directory); i++) {
      directory = traces().resolve(name + "-" + i);
    }
    return directory;
  }

  /** Traces that were opened, the latest first; those that are gone are left out. */
  public List<RecentTrace> recent() {
    try {
      return Files.readAllLines(recentFile()).stream()
          .map(RecentTrace::of)
          .filter(recent -> Files.isDirectory(recent.trace()))
          .toList();
    } catch (IOException | java.nio.file.InvalidPathException e) {
      return List.of();
    }
  }

  /** Puts a trace at the begin of the list, with what is known of it. */
  public void remember(Path trace, String verdict) {
    Path absolute = trace.toAbsolutePath().normalize();
    List<RecentTrace> all = new ArrayList<>(recent());
    String before =
        all.stream()
            .filter(recent -> recent.trace().equals(absolute))
            .map(RecentTrace::verdict)
            .findFirst()
            .orElse("");
    all.removeIf(recent -> recent.trace().equals(absolute));
    all.addFirst(new RecentTrace(absolute, verdict.isEmpty() ? before : verdict));
    write(all);
  }

  /**
   * Whether it is the first time that this is asked here; never where it cannot be remembered, lest
   * it be the first time for ever.
   */
  public boolean isFirstRun() {
    try {
      Files.createDirectories(data);
      Files.createFile(data.resolve("toured"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Takes a trace off the list. */
  public void forget(Path trace) {
    Path absolute = trace.toAbsolutePath().normalize();
    write(recent().stream().filter(recent -> !recent.trace().equals(absolute)).toList());
  }

  /** A list that cannot be written is no reason to disturb the user. */
  private void write(List<RecentTrace> all) {
    List<String> lines = all.stream().limit(MOST_RECENT).map(RecentTrace::line).toList();
    try {
      Files.createDirectories(data);
      Files.write(recentFile(), lines);
    } catch (IOException e) {
      System.getLogger(UserDirectories.class.getName()).log(System.Logger.Level.DEBUG, "recent", e);
    }
  }

  private Path recentFile() {
    return data.resolve("recent.txt");
  }
}
