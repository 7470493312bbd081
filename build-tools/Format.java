// SPDX-License-Identifier: Apache-2.0
import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or writes the format of every Java file of this repository, with google-java-format.
 *
 * <p>The root pom starts this file with the JDK of the toolchain, because google-java-format reads
 * sources with the javac that it runs on, and Maven may run on an older one. The formatter plugins
 * for Maven all run inside Maven or on its JDK.
 */
final class Format {
  private static final String HINT = "To format: mvn -q -N verify -Dformat.mode=write";

  public static void main(String[] args) throws Exception {
    if (args.length != 2 || !List.of("check", "write").contains(args[0])) {
      throw new IllegalArgumentException("format.mode must be check or write");
    }
    boolean check = args[0].equals("check");
    List<String> command = new ArrayList<>();
    command.addAll(check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    command.addAll(sources(Path.of(args[1])));
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    int status =
        new Main(out, err, InputStream.nullInputStream()).format(command.toArray(String[]::new));
    out.flush();
    err.flush();
    if (check && status != 0) {
      System.out.println("The files named above are not formatted. " + HINT);
    }
    System.exit(status);
  }

  private static List<String> sources(Path root) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path folder : subfolders(root)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(found::add);
      }
    }
    return found;
  }

  /** The source directories: everything else in a module (build output above all) is not ours. */
  private static List<Path> subfolders(Path root) throws IOException {
    List<Path> modules = new ArrayList<>(modules(root));
    for (Path module : List.copyOf(modules)) {
      modules.addAll(modules(module));
    }
    return Stream.concat(
            Stream.of(root.resolve("build-tools")),
            modules.stream().map(module -> module.resolve("src")))
        .filter(Files::isDirectory)
        .toList();
  }

  /** The modules in a directory; one that extends another lies inside it. */
  private static List<Path> modules(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> Files.exists(entry.resolve("pom.xml"))).toList();
    }
  }

  private Format() {}
}
