// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

/** A query that cannot be understood. The message is one line for the user. */
public final class QueryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int position;

  public QueryException(int position, String message) {
    super(message);
    this.position = position;
  }

  /** Which character of the query it is about, from 0; its length if something is missing. */
  public int position() {
    return position;
  }

  /** The query with a caret under the character. */
  public String pointing(String query) {
    String line = query.replaceAll("\\s", " ");
    return line + "\n" + " ".repeat(Math.min(position, line.length())) + "^";
  }
}
