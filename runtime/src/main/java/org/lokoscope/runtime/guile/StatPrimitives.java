// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.io.FilePorts;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.vm.Machine;

/** What is known of a file, as the vector that Guile has for it. */
final class StatPrimitives {

  private static final long TYPE_MASK = 0170000;
  private static final long PERMISSIONS_MASK = 07777;
  private static final long BLOCK = 512;
  private static final long PREFERRED_BLOCK = 4096;
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private StatPrimitives() {}

  static void register(PrimitiveTable t) {
    t.defineM("%stat", 2, 2, (m, a) -> stat(m, "stat", a));
    t.defineM("lstat", 1, 1, (m, a) -> stat(m, "lstat", a, LinkOption.NOFOLLOW_LINKS));
    t.defineM("access?", 2, 2, StatPrimitives::access);
    t.defineM("file-is-directory?", 1, 1, (m, a) -> Files.isDirectory(path(m, "stat", a[0])));
  }

  static Path path(Machine machine, String who, Object name) {
    return FilePorts.path(machine, who, Args.string(who, name).toString());
  }

  /** The second argument says whether a file that is not there is an error. */
  private static Object stat(Machine machine, String who, Object[] a, LinkOption... options) {
    if (!(a[0] instanceof SchemeString)) {
      throw Raise.type(who, "the name of a file", a[0]);
    }
    Path path = path(machine, who, a[0]);
    try {
      return vector(attributes(path, options));
    } catch (IOException e) {
      if (a.length > 1 && a[1] == Boolean.FALSE) {
        return Boolean.FALSE;
      }
      throw SystemErrors.of(who, Errno.of(e), a[0].toString());
    }
  }

  /** File systems that know no more have the basic attributes. */
  private static Map<String, Object> attributes(Path path, LinkOption... options)
      throws IOException {
    try {
      return new HashMap<>(Files.readAttributes(path, "unix:*", options));
    } catch (UnsupportedOperationException | IllegalArgumentException _) {
      return new HashMap<>(Files.readAttributes(path, "*", options));
    }
  }

  private static Object[] vector(Map<String, Object> attributes) {
    long size = number(attributes, "size", 0);
    long mode = number(attributes, "mode", defaultMode(attributes));
    FileTime access = time(attributes, "lastAccessTime");
    FileTime modification = time(attributes, "lastModifiedTime");
    FileTime change = attributes.get("ctime") instanceof FileTime time ? time : modification;
    return new Object[] {
      number(attributes, "dev", 0),
      number(attributes, "ino", 0),
      mode,
      number(attributes, "nlink", 1),
      number(attributes, "uid", 0),
      number(attributes, "gid", 0),
      number(attributes, "rdev", 0),
      size,
      seconds(access),
      seconds(modification),
      seconds(change),
      PREFERRED_BLOCK,
      (size + BLOCK - 1) / BLOCK,
      Symbol.of(type(mode)),
      mode & PERMISSIONS_MASK,
      nanos(access),
      nanos(modification),
      nanos(change)
    };
  }

  private static long defaultMode(Map<String, Object> attributes) {
    if (Boolean.TRUE.equals(attributes.get("isDirectory"))) {
      return 0040755;
    }
    return Boolean.TRUE.equals(attributes.get("isSymbolicLink")) ? 0120777 : 0100644;
  }

  private static long number(Map<String, Object> attributes, String name, long otherwise) {
    return attributes.get(name) instanceof Number number ? number.longValue() : otherwise;
  }

  private static FileTime time(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof FileTime time ? time : FileTime.fromMillis(0);
  }

  private static long seconds(FileTime time) {
    return Math.floorDiv(time.to(TimeUnit.NANOSECONDS), NANOS);
  }

  private static long nanos(FileTime time) {
    return Math.floorMod(time.to(TimeUnit.NANOSECONDS), NANOS);
  }

  private static String type(long mode) {
    return switch ((int) ((mode & TYPE_MASK) >> 12)) {
      case 4 -> "directory";
      case 8 -> "regular";
      case 10 -> "symlink";
      case 6 -> "block-special";
      case 2 -> "char-special";
      case 1 -> "fifo";
      case 12 -> "socket";
      default -> "unknown";
    };
  }

  private static Object access(Machine machine, Object[] a) {
    Path path = path(machine, "access?", a[0]);
    long how = Args.index("access?", a[1], 8);
    return Files.exists(path)
        && ((how & 4) == 0 || Files.isReadable(path))
        && ((how & 2) == 0 || Files.isWritable(path))
        && ((how & 1) == 0 || Files.isExecutable(path));
  }
}
