// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.sql;

/**
 * A column of a table.
 *
 * @param meaning with its unit, for the reference page; may be empty
 */
record Column(String name, Type type, String meaning) {

  enum Type {
    BIGINT,
    DOUBLE,
    VARCHAR
  }

  static Column number(String name, String meaning) {
    return new Column(name, Type.BIGINT, meaning);
  }

  static Column real(String name, String meaning) {
    return new Column(name, Type.DOUBLE, meaning);
  }

  static Column text(String name, String meaning) {
    return new Column(name, Type.VARCHAR, meaning);
  }

  String definition() {
    return '"' + name + "\" " + type;
  }
}
