// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.sql.SqlFormat;

/** Writes the rows of an answer. */
final class ResultPrinter {

  /**
   * The widths of the columns of a table are those of so many rows; the others go on from there.
   */
  private static final int MEASURED = 1000;

  private static final int MAX_WIDTH = 100;

  private final ResultSet rows;
  private final List<String> names = new ArrayList<>();
  private final Appendable out;

  private ResultPrinter(ResultSet rows, Appendable out) throws SQLException {
    this.rows = rows;
    this.out = out;
    ResultSetMetaData columns = rows.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnLabel(i));
    }
  }

  static void print(ResultSet rows, SqlFormat format, Appendable out)
      throws SQLException, IOException {
    ResultPrinter printer = new ResultPrinter(rows, out);
    switch (format) {
      case TEXT -> printer.text();
      case CSV -> printer.csv();
      case JSON -> printer.json();
    }
  }

  private @Nullable Object value(int column) throws SQLException {
    return rows.getObject(column + 1);
  }

  private static String plain(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  // A table for people

  private record Line(List<String> cells, List<Boolean> numbers) {}

  private Line line() throws SQLException {
    List<String> cells = new ArrayList<>();
    List<Boolean> numbers = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Object value = value(i);
      cells.add(shown(plain(value)));
      numbers.add(value instanceof Number);
    }
    return new Line(cells, numbers);
  }

  /** On one line, without what a terminal would obey. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '\u00b7' : c));
    return shown.length() > MAX_WIDTH ? shown.substring(0, MAX_WIDTH) + "…" : shown.toString();
  }

  private void text() throws SQLException, IOException {
    List<Line> measured = new ArrayList<>();
    while (measured.size() < MEASURED && rows.next()) {
      measured.add(line());
    }
    int[] widths = new int[names.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = names.get(i).length();
      for (Line line : measured) {
        widths[i] = Math.max(widths[i], line.cells().get(i).length());
      }
    }
    boolean[] right = new boolean[names.size()];
    for (int i = 0; i < right.length; i++) {
      int column = i;
      right[i] =
          measured.stream()
              .allMatch(line -> line.numbers().get(column) || line.cells().get(column).isEmpty());
    }
    write(names, widths, right);
    List<String> rule = new ArrayList<>();
    for (int width : widths) {
      rule.add("-".repeat(width));
    }
    write(rule, widths, right);
    for (Line line : measured) {
      write(line.cells(), widths, right);
    }
    while (rows.next()) {
      write(line().cells(), widths, right);
    }
  }

  private void write(List<String> cells, int[] widths, boolean[] right) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      String gap = " ".repeat(Math.max(0, widths[i] - cell.length()));
      line.append(i == 0 ? "" : "  ").append(right[i] ? gap + cell : cell + gap);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  // For programs

  private void csv() throws SQLException, IOException {
    csvLine(names);
    while (rows.next()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        cells.add(plain(value(i)));
      }
      csvLine(cells);
    }
  }

  private void csvLine(List<String> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      boolean quoted = cell.chars().anyMatch(c -> c == ',' || c == '"' || c < ' ');
      out.append(i == 0 ? "" : ",").append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    out.append('\n');
  }

  private void json() throws SQLException, IOException {
    out.append('[');
    boolean first = true;
    while (rows.next()) {
      StringWriter text = new StringWriter();
      try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
        json.setPrettyPrinter(new MinimalPrettyPrinter());
        json.writeStartObject();
        for (int i = 0; i < names.size(); i++) {
          json.writeFieldName(names.get(i));
          value(json, value(i));
        }
        json.writeEndObject();
      }
      out.append(first ? "\n" : ",\n").append(text.toString());
      first = false;
    }
    out.append(first ? "]\n" : "\n]\n");
  }

  private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Boolean flag -> json.writeBoolean(flag);
      case Double number when number.isNaN() || number.isInfinite() ->
          json.writeString(number.toString());
      case Double number -> json.writeNumber(number);
      case Float number -> json.writeString(number.toString());
      case Number number -> json.writeNumber(new BigDecimal(number.toString()));
      default -> json.writeString(value.toString());
    }
  }
}
