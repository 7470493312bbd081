// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.io.IOException;
import java.lang.ProcessHandle.Info;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.vm.Machine;

/** What the operating system tells of itself, its users and this process. */
final class SystemPrimitives {

  private static final String SELF = "/proc/self";

  private SystemPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define0("getuid", () -> attribute("unix:uid"));
    t.define0("getgid", () -> attribute("unix:gid"));
    t.define0("getgroups", SystemPrimitives::groups);
    t.define0("getppid", () -> parent());
    t.define0("getpgrp", () -> statField(4));
    t.define0("%session", () -> statField(5));
    t.define0("%login", () -> SchemeString.of(System.getProperty("user.name", "")));
    t.define0("%system-name", SystemPrimitives::systemName);
    t.define0("%cpu-nanos", SystemPrimitives::cpuNanos);
    t.define1("%error-text", SystemPrimitives::errorText);
    t.define1("%error-number", SystemPrimitives::errorNumber);
    t.defineM("%lines-of-system-file", 1, 1, SystemPrimitives::lines);
  }

  private static long attribute(String name) {
    try {
      return ((Number) Files.getAttribute(Path.of(SELF), name)).longValue();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
      return 0;
    }
  }

  private static long parent() {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    return parent.map(ProcessHandle::pid).orElse(0L);
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }

  /** The number at that place of the status of this process, counted from 0. */
  private static long statField(int index) {
    String status = text(SELF + "/stat");
    String[] fields = status.substring(status.lastIndexOf(')') + 1).trim().split(" ");
    int at = index - 2;
    return at < fields.length && fields[at].matches("-?[0-9]+") ? Long.parseLong(fields[at]) : 0;
  }

  private static Object groups() {
    List<Object> groups = new ArrayList<>();
    for (String line : text(SELF + "/status").split("\n")) {
      if (line.startsWith("Groups:")) {
        for (String group : line.substring("Groups:".length()).trim().split(" +")) {
          if (!group.isEmpty()) {
            groups.add(Long.valueOf(group));
          }
        }
      }
    }
    return Lists.of(groups.toArray());
  }

  /** System, host, release, version and machine. */
  private static Object systemName() {
    String host = text("/proc/sys/kernel/hostname").trim();
    String version = text("/proc/sys/kernel/version").trim();
    String architecture = System.getProperty("os.arch", "");
    return new Object[] {
      SchemeString.of(System.getProperty("os.name", "")),
      SchemeString.of(host.isEmpty() ? "localhost" : host),
      SchemeString.of(System.getProperty("os.version", "")),
      SchemeString.of(version),
      SchemeString.of(architecture.equals("amd64") ? "x86_64" : architecture)
    };
  }

  private static long cpuNanos() {
    Info info = ProcessHandle.current().info();
    return info.totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  private static Object errorText(Object number) {
    if (!(number instanceof Long wanted)) {
      throw Raise.type("strerror", "a number", number);
    }
    Errno known = Errno.numbered(wanted);
    return SchemeString.of(known == null ? "Unknown error " + wanted : known.text());
  }

  private static Object errorNumber(Object name) {
    String text = Args.symbol("error-number", name).name();
    for (Errno each : Errno.values()) {
      if (each.name().equals(text)) {
        return (long) each.number();
      }
    }
    return Boolean.FALSE;
  }

  /** The lines of a file such as {@code /etc/passwd}; none if it cannot be read. */
  private static Object lines(Machine machine, Object[] a) {
    Path file = StatPrimitives.path(machine, "getpw", a[0]);
    try {
      return Lists.fromList(
          Files.readString(file, StandardCharsets.UTF_8)
              .lines()
              .map(line -> (Object) SchemeString.of(line))
              .toList());
    } catch (IOException _) {
      return Lists.of();
    }
  }
}
