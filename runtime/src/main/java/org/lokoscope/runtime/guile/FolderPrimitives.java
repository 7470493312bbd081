// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.Surroundings;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.vm.Machine;

/** Folders, links and permissions; the working directory and the environment. */
final class FolderPrimitives {

  private static final PosixFilePermission[] PERMISSIONS = {
    PosixFilePermission.OTHERS_EXECUTE,
    PosixFilePermission.OTHERS_WRITE,
    PosixFilePermission.OTHERS_READ,
    PosixFilePermission.GROUP_EXECUTE,
    PosixFilePermission.GROUP_WRITE,
    PosixFilePermission.GROUP_READ,
    PosixFilePermission.OWNER_EXECUTE,
    PosixFilePermission.OWNER_WRITE,
    PosixFilePermission.OWNER_READ
  };

  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private static final int MOST_ATTEMPTS = 1000;

  private FolderPrimitives() {}

  static void register(PrimitiveTable t) {
    onFile(t, "%mkdir", 2, FolderPrimitives::makeFolder);
    onFile(t, "rmdir", 1, FolderPrimitives::removeFolder);
    onFile(t, "rename-file", 2, FolderPrimitives::rename);
    onFile(t, "copy-file", 2, FolderPrimitives::copy);
    onFile(t, "link", 2, FolderPrimitives::link);
    onFile(t, "symlink", 2, FolderPrimitives::symlink);
    onFile(t, "readlink", 1, FolderPrimitives::readLink);
    onFile(t, "%chmod", 2, FolderPrimitives::changeMode);
    onFile(t, "%chown", 3, FolderPrimitives::changeOwner);
    onFile(t, "%utime", 3, FolderPrimitives::changeTimes);
    onFile(t, "canonicalize-path", 1, FolderPrimitives::canonical);
    onFile(t, "%folder-entries", 1, FolderPrimitives::entries);
    onFile(t, "chdir", 1, FolderPrimitives::changeFolder);
    onFile(t, "mkdtemp", 1, FolderPrimitives::temporaryFolder);
    onFile(t, "%temporary-name", 1, FolderPrimitives::temporaryName);
    t.defineM("%setenv", 2, 2, FolderPrimitives::setVariable);
    t.defineM("%environ", 0, 1, FolderPrimitives::environment);
  }

  /** Does something to the file that the first argument names. */
  private interface OnFile {
    @Nullable Object run(Machine machine, String who, Object[] a) throws IOException;
  }

  private static void onFile(PrimitiveTable t, String name, int arguments, OnFile body) {
    String who = name.startsWith("%") ? name.substring(1) : name;
    t.defineM(
        name,
        arguments,
        arguments,
        (m, a) -> {
          SchemeString file = Args.string(who, a[0]);
          try {
            Object value = body.run(m, who, a);
            return value == null ? Special.UNSPECIFIED : value;
          } catch (IOException e) {
            throw SystemErrors.of(who, Errno.of(e), file.toString());
          } catch (UnsupportedOperationException _) {
            throw SystemErrors.of(who, Errno.ENOSYS, file.toString());
          }
        });
  }

  private static Path path(Machine machine, String who, Object name) {
    return StatPrimitives.path(machine, who, name);
  }

  private static @Nullable Object makeFolder(Machine machine, String who, Object[] a)
      throws IOException {
    Path path = path(machine, who, a[0]);
    Files.createDirectory(path);
    return a[1] == Boolean.FALSE ? null : setMode(path, a[1], who);
  }

  private static @Nullable Object removeFolder(Machine machine, String who, Object[] a)
      throws IOException {
    Path path = path(machine, who, a[0]);
    if (Files.exists(path) && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw SystemErrors.of(who, Errno.ENOTDIR, a[0].toString());
    }
    Files.delete(path);
    return null;
  }

  private static @Nullable Object rename(Machine machine, String who, Object[] a)
      throws IOException {
    Files.move(
        path(machine, who, a[0]), path(machine, who, a[1]), StandardCopyOption.REPLACE_EXISTING);
    return null;
  }

  private static @Nullable Object copy(Machine machine, String who, Object[] a) throws IOException {
    Path from = path(machine, who, a[0]);
    if (Files.isDirectory(from)) {
      throw SystemErrors.of(who, Errno.EISDIR, a[0].toString());
    }
    Files.copy(from, path(machine, who, a[1]), StandardCopyOption.REPLACE_EXISTING);
    return null;
  }

  private static @Nullable Object link(Machine machine, String who, Object[] a) throws IOException {
    Files.createLink(path(machine, who, a[1]), path(machine, who, a[0]));
    return null;
  }

  private static @Nullable Object symlink(Machine machine, String who, Object[] a)
      throws IOException {
    Path link = path(machine, who, a[1]);
    Files.createSymbolicLink(link, link.getFileSystem().getPath(a[0].toString()));
    return null;
  }

  private static Object readLink(Machine machine, String who, Object[] a) throws IOException {
    return SchemeString.of(Files.readSymbolicLink(path(machine, who, a[0])).toString());
  }

  private static @Nullable Object changeMode(Machine machine, String who, Object[] a)
      throws IOException {
    return setMode(path(machine, who, a[0]), a[1], who);
  }

  private static @Nullable Object setMode(Path path, Object mode, String who) throws IOException {
    int bits = Args.index(who, mode, 010000);
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < PERMISSIONS.length; i++) {
      if ((bits >> i & 1) != 0) {
        permissions.add(PERMISSIONS[i]);
      }
    }
    Files.setPosixFilePermissions(path, permissions);
    return null;
  }

  /** An owner or group of -1 stays as it is. */
  private static @Nullable Object changeOwner(Machine machine, String who, Object[] a)
      throws IOException {
    Path path = path(machine, who, a[0]);
    try {
      if (a[1] instanceof Long user && user >= 0) {
        Files.setAttribute(path, "unix:uid", user.intValue());
      }
      if (a[2] instanceof Long group && group >= 0) {
        Files.setAttribute(path, "unix:gid", group.intValue());
      }
    } catch (IllegalArgumentException _) {
      throw SystemErrors.of(who, Errno.ENOSYS, a[0].toString());
    }
    return null;
  }

  /** Nanoseconds since 1970. */
  private static @Nullable Object changeTimes(Machine machine, String who, Object[] a)
      throws IOException {
    Files.getFileAttributeView(path(machine, who, a[0]), BasicFileAttributeView.class)
        .setTimes(time(a[2]), time(a[1]), null);
    return null;
  }

  private static FileTime time(Object nanos) {
    if (nanos instanceof Long known) {
      return FileTime.from(known, TimeUnit.NANOSECONDS);
    }
    throw Raise.type("utime", "a time", nanos);
  }

  private static Object canonical(Machine machine, String who, Object[] a) throws IOException {
    return SchemeString.of(path(machine, who, a[0]).toRealPath().toString());
  }

  private static Object entries(Machine machine, String who, Object[] a) throws IOException {
    List<Object> names = new ArrayList<>(List.of(SchemeString.of("."), SchemeString.of("..")));
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(path(machine, who, a[0]))) {
      for (Path entry : stream) {
        names.add(SchemeString.of(String.valueOf(entry.getFileName())));
      }
    }
    return Lists.fromList(names);
  }

  private static @Nullable Object changeFolder(Machine machine, String who, Object[] a)
      throws IOException {
    Path folder = path(machine, who, a[0]).toRealPath();
    if (!Files.isDirectory(folder)) {
      throw SystemErrors.of(who, Errno.ENOTDIR, a[0].toString());
    }
    Surroundings.of(machine).folder(Path.of(folder.toString()));
    return null;
  }

  /** The template with other letters for its last six, so that no file has that name. */
  private static String unused(Machine machine, String who, Object template) {
    String text = template.toString();
    if (!text.endsWith("XXXXXX")) {
      throw SystemErrors.of(who, Errno.EINVAL);
    }
    String start = text.substring(0, text.length() - 6);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      StringBuilder name = new StringBuilder(start);
      long bits = machine.world().nextRandom() + attempt;
      for (int i = 0; i < 6; i++) {
        name.append(LETTERS.charAt((int) Long.remainderUnsigned(bits, LETTERS.length())));
        bits = Long.divideUnsigned(bits, LETTERS.length());
      }
      if (!Files.exists(path(machine, who, SchemeString.of(name.toString())))) {
        return name.toString();
      }
    }
    throw SystemErrors.of(who, Errno.EEXIST);
  }

  private static Object temporaryFolder(Machine machine, String who, Object[] a)
      throws IOException {
    SchemeString name = SchemeString.of(unused(machine, who, a[0]));
    Path folder = path(machine, who, name);
    Files.createDirectory(folder);
    Object _ = setMode(folder, 0700L, who);
    return name;
  }

  private static Object temporaryName(Machine machine, String who, Object[] a) {
    return SchemeString.of(unused(machine, "mkstemp", a[0]));
  }

  private static String variable(Object name) {
    String text = Args.string("setenv", name).toString();
    if (text.isEmpty() || text.indexOf('=') >= 0 || text.indexOf(0) >= 0) {
      throw SystemErrors.of("setenv", Errno.EINVAL);
    }
    return text;
  }

  /** A value of #f takes the variable away. */
  private static Object setVariable(Machine machine, Object[] a) {
    String value = a[1] == Boolean.FALSE ? null : Args.string("setenv", a[1]).toString();
    if (value != null && value.indexOf(0) >= 0) {
      throw SystemErrors.of("setenv", Errno.EINVAL);
    }
    Surroundings.of(machine).set(variable(a[0]), value);
    return Special.UNSPECIFIED;
  }

  /** All variables as a list of {@code name=value}, or sets them to such a list. */
  private static Object environment(Machine machine, Object[] a) {
    if (a.length == 0) {
      List<Object> entries = new ArrayList<>();
      Surroundings.of(machine)
          .variables()
          .forEach((name, value) -> entries.add(SchemeString.of(name + "=" + value)));
      return Lists.fromList(entries);
    }
    if (Lists.length(a[0]) < 0) {
      throw Raise.type("environ", "a list of strings", a[0]);
    }
    Map<String, String> all = new HashMap<>();
    for (Object entry : Lists.toArray(a[0])) {
      String text = Args.string("environ", entry).toString();
      int end = text.indexOf('=');
      if (end > 0 && text.indexOf(0) < 0) {
        all.put(text.substring(0, end), text.substring(end + 1));
      }
    }
    Surroundings.of(machine).replace(all);
    return Special.UNSPECIFIED;
  }
}
