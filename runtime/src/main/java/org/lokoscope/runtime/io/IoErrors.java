// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.lokoscope.runtime.condition.ConditionTypes;
import org.lokoscope.runtime.condition.Conditions;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.datum.RecordType;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.printer.Printer;

/** The conditions that input and output raise. */
public final class IoErrors {

  private IoErrors() {}

  /** An operation on a file failed; the condition names it. */
  public static SchemeError file(String who, String name, IOException cause) {
    RecordType type =
        switch (cause) {
          case NoSuchFileException _ -> ConditionTypes.IO_FILE_DOES_NOT_EXIST;
          case FileAlreadyExistsException _ -> ConditionTypes.IO_FILE_ALREADY_EXISTS;
          case AccessDeniedException _ -> ConditionTypes.IO_FILE_PROTECTION;
          default -> ConditionTypes.IO_FILENAME;
        };
    Record kind = Conditions.simple(type, SchemeString.of(name));
    return raise(who, kind, reason(cause) + ": " + name);
  }

  /** A name that no file can have. */
  public static SchemeError fileName(String who, String name) {
    Record kind = Conditions.simple(ConditionTypes.IO_FILENAME, SchemeString.of(name));
    return raise(who, kind, "not a file name: " + Printer.write(SchemeString.of(name)));
  }

  private static String reason(IOException cause) {
    return switch (cause) {
      case NoSuchFileException _ -> "no such file";
      case FileAlreadyExistsException _ -> "file already exists";
      case AccessDeniedException _ -> "permission denied";
      default -> "cannot access file (" + text(cause) + ")";
    };
  }

  private static String text(IOException cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  public static SchemeError read(String who, Port port, IOException cause) {
    Object condition =
        Conditions.combine(
            Conditions.simple(ConditionTypes.IO_READ),
            Conditions.simple(ConditionTypes.IO_PORT, port));
    return raise(who, condition, "cannot read: " + text(cause));
  }

  public static SchemeError write(String who, Port port, IOException cause) {
    Object condition =
        Conditions.combine(
            Conditions.simple(ConditionTypes.IO_WRITE),
            Conditions.simple(ConditionTypes.IO_PORT, port));
    return raise(who, condition, "cannot write: " + text(cause));
  }

  public static SchemeError decoding(String who, Port port) {
    return raise(
        who,
        Conditions.simple(ConditionTypes.IO_DECODING, port),
        "the bytes are no character in this encoding");
  }

  public static SchemeError encoding(String who, Port port, int c) {
    return raise(
        who,
        Conditions.simple(ConditionTypes.IO_ENCODING, port, SchemeChar.of(c)),
        "the character has no bytes in this encoding");
  }

  public static SchemeError position(String who, Port port, Object position) {
    Object condition =
        Conditions.combine(
            Conditions.simple(ConditionTypes.IO_INVALID_POSITION, position),
            Conditions.simple(ConditionTypes.IO_PORT, port));
    return raise(who, condition, "invalid position");
  }

  /**
   * Text that {@code read} cannot understand.
   *
   * @param place where in the text, as an irritant
   */
  public static SchemeError lexical(String who, Port port, String message, String place) {
    Object condition =
        Conditions.combine(
            Conditions.simple(ConditionTypes.LEXICAL),
            Conditions.simple(ConditionTypes.IO_READ),
            Conditions.simple(ConditionTypes.IO_PORT, port));
    return raise(who, condition, message, Lists.of(SchemeString.of(place)));
  }

  private static SchemeError raise(String who, Object kind, String message) {
    return raise(who, kind, message, Nil.NIL);
  }

  private static SchemeError raise(String who, Object kind, String message, Object irritants) {
    Object rest =
        Conditions.standard(
            Conditions.simple(ConditionTypes.WHO, Symbol.of(who)), null, message, irritants);
    return new SchemeError(Conditions.combine(kind, rest));
  }
}
