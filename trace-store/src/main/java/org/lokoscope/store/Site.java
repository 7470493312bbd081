// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

/**
 * A place in a source text.
 *
 * @param line from 1; 0 when unknown
 * @param column from 1; 0 when unknown
 * @param procedure the enclosing procedure, or ""
 * @param form the form on one line, shortened, or ""
 */
public record Site(long id, String file, int line, int column, String procedure, String form) {

  public static final Site UNKNOWN = new Site(0, "", 0, 0, "", "");

  /** The name of what is called, such as {@code for-each}; "" if it is not a plain name. */
  public String operator() {
    int end = 1;
    while (end < form.length() && " ()[]".indexOf(form.charAt(end)) < 0) {
      end++;
    }
    return form.isEmpty() ? "" : form.substring(1, end);
  }

  /** Whether it is in a library that comes with the runtime, which nobody can change. */
  public boolean isBuiltIn() {
    return file.startsWith("lokoscope:");
  }

  /** {@code file:line} with the file's name alone. */
  public String shortPosition() {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return line == 0 ? position() : name + ":" + line;
  }

  /**
   * {@code file:line:column} with the file's name alone; for a frame of the runtime's own what it
   * is, such as "scheduler"; or "unknown place".
   */
  public String position() {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return line == 0 ? outside() : name + ":" + line + ":" + column;
  }

  /** {@code file:line:column} with the file as the user named it, or "unknown place". */
  public String fullPosition() {
    return line == 0 ? outside() : file + ":" + line + ":" + column;
  }

  private String outside() {
    return procedure.isEmpty() ? "unknown place" : procedure;
  }
}
