// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a script with the directory of the JDK that runs this as its first argument: in a build,
 * that is the JDK which Maven's toolchains chose.
 *
 * <p>Usage: {@code java WithJdk.java SCRIPT ARGUMENT...}. Exits with the status of the script.
 */
final class WithJdk {

  private WithJdk() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(List.of("sh", arguments[0], System.getProperty("java.home")));
    line.addAll(List.of(arguments).subList(1, arguments.length));
    System.exit(new ProcessBuilder(line).inheritIO().start().waitFor());
  }
}
