// SPDX-License-Identifier: Apache-2.0
import java.io.File;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Answers queries over the tables below a directory that {@code lokoscope export --to parquet} has
 * written, on a small cluster of Spark on this machine: two workers, each a process of its own.
 * Prints the rows as CSV without quotes. Started by {@code build-tools/spark/spark-sql}.
 */
public final class SparkSql {

  private SparkSql() {}

  public static void main(String[] arguments) {
    File directory = new File(arguments[0]).getAbsoluteFile();
    SparkSession spark =
        SparkSession.builder()
            .appName("lokoscope")
            .master(System.getProperty("spark.master", "local-cluster[2,1,1024]"))
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.executor.memory", "1g")
            .getOrCreate();
    try {
      for (File table : directory.listFiles(File::isDirectory)) {
        if (!table.getName().equals("events")) {
          spark.read().parquet(table.getPath()).createOrReplaceTempView(table.getName());
        }
      }
      for (int i = 1; i < arguments.length; i++) {
        print(spark.sql(arguments[i]));
      }
    } finally {
      spark.stop();
    }
  }

  private static void print(Dataset<Row> answer) {
    System.out.println(String.join(",", answer.columns()));
    for (Row row : answer.collectAsList()) {
      Object[] cells = new Object[row.length()];
      Arrays.setAll(cells, i -> row.isNullAt(i) ? "" : row.get(i));
      System.out.println(String.join(",", Arrays.stream(cells).map(String::valueOf).toList()));
    }
  }
}
