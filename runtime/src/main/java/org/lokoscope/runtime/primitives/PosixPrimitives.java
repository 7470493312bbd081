// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.FilePorts;
import org.lokoscope.runtime.io.IoErrors;
import org.lokoscope.runtime.vm.Machine;

/** What SRFI 170 does to files and directories, as far as Java can. */
final class PosixPrimitives {

  /** What {@code %file-info} tells of a file, in this order; times in nanoseconds. */
  private static final String[] NAMES = {
    "dev",
    "ino",
    "mode",
    "nlink",
    "uid",
    "gid",
    "rdev",
    "size",
    "lastAccessTime",
    "lastModifiedTime",
    "ctime"
  };

  /** Something that is done to a file. */
  private interface Action {
    Object apply(Path path) throws IOException;
  }

  private PosixPrimitives() {}

  static void register(PrimitiveTable t) {
    t.defineM("%file-info", 2, 2, PosixPrimitives::info);
    one(t, "create-directory", path -> done(Files.createDirectory(path)));
    one(t, "delete-directory", PosixPrimitives::deleteDirectory);
    one(t, "read-symlink", path -> SchemeString.of(Files.readSymbolicLink(path).toString()));
    one(t, "real-path", path -> SchemeString.of(path.toRealPath().toString()));
    one(t, "directory-files", PosixPrimitives::files);
    two(t, "create-hard-link", (old, path) -> Files.createLink(path, old));
    t.defineM("%posix-create-symlink", 2, 2, PosixPrimitives::link);
    two(t, "rename-file", (old, path) -> Files.move(old, path, StandardCopyOption.ATOMIC_MOVE));
  }

  private static void one(PrimitiveTable t, String name, Action action) {
    t.defineM("%posix-" + name, 1, 1, (m, a) -> apply(m, name, a[0], action));
  }

  /** Makes something of two names, the second of which is new. */
  private interface Link {
    Path make(Path old, Path path) throws IOException;
  }

  private static void two(PrimitiveTable t, String name, Link link) {
    t.defineM(
        "%posix-" + name,
        2,
        2,
        (m, a) -> {
          Path old = FilePorts.path(m, name, text(name, a[0]));
          return apply(m, name, a[1], path -> done(link.make(old, path)));
        });
  }

  private static String text(String who, Object a) {
    return Args.string(who, a).toString();
  }

  private static Object apply(Machine machine, String who, Object name, Action action) {
    String text = text(who, name);
    Path path = FilePorts.path(machine, who, text);
    try {
      return action.apply(path);
    } catch (IOException e) {
      throw IoErrors.file(who, text, e);
    } catch (UnsupportedOperationException e) {
      throw Raise.restriction(who, "the file system of this file cannot do that", name);
    }
  }

  private static Object done(Path ignored) {
    return Special.UNSPECIFIED;
  }

  /** What a link says is not looked up: it counts from the link's own directory. */
  private static Object link(Machine machine, Object[] a) {
    String who = "create-symlink";
    String old = text(who, a[0]);
    FilePorts.path(machine, who, old);
    return apply(
        machine,
        who,
        a[1],
        path -> done(Files.createSymbolicLink(path, path.getFileSystem().getPath(old))));
  }

  private static Object deleteDirectory(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(path.toString());
    }
    Files.delete(path);
    return Special.UNSPECIFIED;
  }

  private static Object files(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return Lists.of(files.map(file -> SchemeString.of(file.getFileName().toString())).toArray());
    }
  }

  private static Object info(Machine machine, Object[] a) {
    LinkOption[] links =
        a[1] == Boolean.FALSE ? new LinkOption[] {LinkOption.NOFOLLOW_LINKS} : new LinkOption[0];
    return apply(
        machine,
        "file-info",
        a[0],
        path -> {
          Map<String, Object> all = Files.readAttributes(path, "unix:*", links);
          Object[] fields = new Object[NAMES.length];
          for (int i = 0; i < fields.length; i++) {
            fields[i] = number(Objects.requireNonNull(all.get(NAMES[i])));
          }
          return fields;
        });
  }

  private static Object number(Object value) {
    return value instanceof FileTime time
        ? time.to(TimeUnit.NANOSECONDS)
        : ((Number) value).longValue();
  }
}
