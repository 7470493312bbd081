// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.ConditionTypes;
import org.lokoscope.runtime.condition.Conditions;

/** The reasons for which the operating system refuses something, as far as Java tells them. */
enum Errno {
  EPERM(1, "Operation not permitted"),
  ENOENT(2, "No such file or directory"),
  ESRCH(3, "No such process"),
  EINTR(4, "Interrupted system call"),
  EIO(5, "Input/output error"),
  EBADF(9, "Bad file descriptor"),
  ECHILD(10, "No child processes"),
  EAGAIN(11, "Resource temporarily unavailable"),
  ENOMEM(12, "Cannot allocate memory"),
  EACCES(13, "Permission denied"),
  EEXIST(17, "File exists"),
  EXDEV(18, "Invalid cross-device link"),
  ENOTDIR(20, "Not a directory"),
  EISDIR(21, "Is a directory"),
  EINVAL(22, "Invalid argument"),
  EMFILE(24, "Too many open files"),
  ENOTTY(25, "Inappropriate ioctl for device"),
  EFBIG(27, "File too large"),
  ENOSPC(28, "No space left on device"),
  EROFS(30, "Read-only file system"),
  EPIPE(32, "Broken pipe"),
  EDOM(33, "Numerical argument out of domain"),
  ERANGE(34, "Numerical result out of range"),
  ENAMETOOLONG(36, "File name too long"),
  ENOSYS(38, "Function not implemented"),
  ENOTEMPTY(39, "Directory not empty"),
  ELOOP(40, "Too many levels of symbolic links"),
  EOPNOTSUPP(95, "Operation not supported"),
  EADDRINUSE(98, "Address already in use"),
  ENETUNREACH(101, "Network is unreachable"),
  ECONNRESET(104, "Connection reset by peer"),
  ETIMEDOUT(110, "Connection timed out"),
  ECONNREFUSED(111, "Connection refused"),
  EHOSTUNREACH(113, "No route to host");

  private final int number;
  private final String text;

  Errno(int number, String text) {
    this.number = number;
    this.text = text;
  }

  int number() {
    return number;
  }

  String text() {
    return text;
  }

  /** Of a number; null if this does not know it. */
  static @Nullable Errno numbered(long number) {
    for (Errno each : values()) {
      if (each.number == number) {
        return each;
      }
    }
    return null;
  }

  static Errno of(IOException cause) {
    return switch (cause) {
      case NoSuchFileException _ -> ENOENT;
      case FileAlreadyExistsException _ -> EEXIST;
      case AccessDeniedException _ -> EACCES;
      case DirectoryNotEmptyException _ -> ENOTEMPTY;
      case NotDirectoryException _ -> ENOTDIR;
      case NotLinkException _ -> EINVAL;
      default -> inWords(String.valueOf(cause.getMessage()));
    };
  }

  private static Errno inWords(String message) {
    String words = message.toLowerCase(Locale.ROOT);
    for (Errno each : values()) {
      if (words.contains(each.text.toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    return EIO;
  }

  /** Of a condition of input and output; null if it does not say. */
  static @Nullable Errno of(Object condition) {
    if (Conditions.is(condition, ConditionTypes.IO_FILE_DOES_NOT_EXIST)) {
      return ENOENT;
    }
    if (Conditions.is(condition, ConditionTypes.IO_FILE_ALREADY_EXISTS)) {
      return EEXIST;
    }
    if (Conditions.is(condition, ConditionTypes.IO_FILE_PROTECTION)) {
      return EACCES;
    }
    String message = String.valueOf(Conditions.message(condition));
    Errno found = inWords(message);
    return found != EIO || message.contains(EIO.text) ? found : null;
  }
}
