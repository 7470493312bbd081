// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The tables on the page are those that there are; {@code -Dlokoscope.sql.page=write} writes them.
 */
final class SqlPageTest {

  private static final Path PAGE = Path.of("..", "..", "docs", "sql.md");
  private static final String BEGIN = "<!-- tables -->\n";
  private static final String END = "<!-- end of tables -->\n";

  private static String tables() {
    StringBuilder page = new StringBuilder();
    for (Table table : Tables.ALL) {
      page.append("\n### ").append(table.name()).append("\n\n");
      page.append(table.meaning()).append("\n\n| column | type | meaning |\n| --- | --- | --- |\n");
      for (Column column : table.columns()) {
        page.append("| `").append(column.name()).append("` | ").append(column.type());
        page.append(" | ").append(column.meaning()).append(" |\n");
      }
    }
    return page.append('\n').toString();
  }

  @Test
  void shouldListTheTablesAndTheirColumns() throws Exception {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    if ("write".equals(System.getProperty("lokoscope.sql.page"))) {
      Files.writeString(PAGE, page.substring(0, from) + tables() + page.substring(to));
      return;
    }
    assertThat(page.substring(from, to)).isEqualTo(tables());
  }
}
