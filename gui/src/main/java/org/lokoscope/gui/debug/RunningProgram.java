// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.lokoscope.gui.work.ControlSocket;

/**
 * A program of this user to which a debugger can attach.
 *
 * @param pid the operating system's number of its process
 * @param program its file, absolute
 * @param arguments what it was given
 * @param taken whether somebody debugs it already
 */
public record RunningProgram(long pid, String program, String arguments, boolean taken) {

  /** What to say where there is none. */
  public static final String NONE =
      "no program runs that was started with lokoscope run --debuggable";

  /** All of them, by their numbers; those that do not answer in 5 s are left out. */
  public static List<RunningProgram> all() {
    return ControlSocket.running(ControlSocket.DEBUG).parallelStream()
        .flatMap(pid -> of(pid).stream())
        .toList();
  }

  /** The one in a process, if it answers. */
  public static Optional<RunningProgram> of(long pid) {
    try {
      String[] lines =
          ControlSocket.ask(pid, ControlSocket.DEBUG, DebuggableRun.WHO).split("\n", -1);
      return lines.length < 3
          ? Optional.empty()
          : Optional.of(
              new RunningProgram(pid, lines[0], lines[1], lines[2].equals(DebuggableRun.TAKEN)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Its number, what it is, and whether it can be had, in a line. */
  public String text() {
    String words = arguments.isEmpty() ? "" : " " + arguments;
    return pid + "  " + program + words + (taken ? "  (somebody debugs it already)" : "");
  }
}
