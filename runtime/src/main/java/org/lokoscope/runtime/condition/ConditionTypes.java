// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.condition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.RecordType;
import org.lokoscope.runtime.datum.Symbol;

/** The standard condition types of R6RS. A simple condition is a record of one of them. */
public final class ConditionTypes {

  private static final List<RecordType> DEFINED = new ArrayList<>();

  public static final RecordType CONDITION = define("&condition", null);
  public static final RecordType MESSAGE = define("&message", CONDITION, "message");
  public static final RecordType WARNING = define("&warning", CONDITION);
  public static final RecordType SERIOUS = define("&serious", CONDITION);
  public static final RecordType ERROR = define("&error", SERIOUS);
  public static final RecordType VIOLATION = define("&violation", SERIOUS);
  public static final RecordType ASSERTION = define("&assertion", VIOLATION);
  public static final RecordType IRRITANTS = define("&irritants", CONDITION, "irritants");
  public static final RecordType WHO = define("&who", CONDITION, "who");
  public static final RecordType NON_CONTINUABLE = define("&non-continuable", VIOLATION);
  public static final RecordType IMPLEMENTATION_RESTRICTION =
      define("&implementation-restriction", VIOLATION);
  public static final RecordType LEXICAL = define("&lexical", VIOLATION);
  public static final RecordType SYNTAX = define("&syntax", VIOLATION, "form", "subform");
  public static final RecordType UNDEFINED = define("&undefined", VIOLATION);
  public static final RecordType NO_INFINITIES =
      define("&no-infinities", IMPLEMENTATION_RESTRICTION);
  public static final RecordType NO_NANS = define("&no-nans", IMPLEMENTATION_RESTRICTION);

  public static final RecordType IO = define("&i/o", ERROR);
  public static final RecordType IO_READ = define("&i/o-read", IO);
  public static final RecordType IO_WRITE = define("&i/o-write", IO);
  public static final RecordType IO_INVALID_POSITION =
      define("&i/o-invalid-position", IO, "position");
  public static final RecordType IO_FILENAME = define("&i/o-filename", IO, "filename");
  public static final RecordType IO_FILE_PROTECTION = define("&i/o-file-protection", IO_FILENAME);
  public static final RecordType IO_FILE_IS_READ_ONLY =
      define("&i/o-file-is-read-only", IO_FILE_PROTECTION);
  public static final RecordType IO_FILE_ALREADY_EXISTS =
      define("&i/o-file-already-exists", IO_FILENAME);
  public static final RecordType IO_FILE_DOES_NOT_EXIST =
      define("&i/o-file-does-not-exist", IO_FILENAME);
  public static final RecordType IO_PORT = define("&i/o-port", IO, "port");
  public static final RecordType IO_DECODING = define("&i/o-decoding", IO_PORT);
  public static final RecordType IO_ENCODING = define("&i/o-encoding", IO_PORT, "char");

  /** What Loko adds: where the machine was. */
  public static final RecordType CONTINUATION = define("&continuation", CONDITION, "k");

  private ConditionTypes() {}

  private static RecordType define(String name, @Nullable RecordType parent, String... fields) {
    Symbol[] names = Arrays.stream(fields).map(Symbol::of).toArray(Symbol[]::new);
    Symbol symbol = Symbol.of(name);
    RecordType type =
        new RecordType(symbol, parent, symbol, false, false, names, new boolean[names.length]);
    DEFINED.add(type);
    return type;
  }

  /** All of them, parents first. */
  public static List<RecordType> all() {
    return Collections.unmodifiableList(DEFINED);
  }
}
