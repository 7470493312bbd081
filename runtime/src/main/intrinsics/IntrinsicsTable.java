// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the table of intrinsics. */
final class IntrinsicsTable {

  private static final int COLUMNS = 7;

  private IntrinsicsTable() {}

  static List<Intrinsic> read(List<String> lines) {
    List<Intrinsic> table = new ArrayList<>();
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#")) {
        add(columns(line), table);
      }
    }
    return table;
  }

  /** The columns stand between bars with spaces around them, which no expression contains. */
  private static List<String> columns(String line) {
    List<String> columns = Stream.of(line.split(" \\|(?= |$)", -1)).map(String::strip).toList();
    if (columns.size() != COLUMNS) {
      throw new IllegalArgumentException("not a row of " + COLUMNS + " columns: " + line);
    }
    return columns;
  }

  private static void add(List<String> columns, List<Intrinsic> table) {
    List<Operand> operands = Stream.of(columns.get(3).split(", ")).map(Operand::parse).toList();
    FastPath path = new FastPath(operands, columns.get(4), columns.get(5), columns.get(6));
    if (columns.getFirst().isEmpty()) {
      table.getLast().paths().add(path);
    } else {
      List<String> primitives = List.of(columns.get(1).split(" "));
      List<FastPath> paths = new ArrayList<>(List.of(path));
      table.add(new Intrinsic(columns.getFirst(), primitives, columns.get(2), paths));
    }
  }
}
