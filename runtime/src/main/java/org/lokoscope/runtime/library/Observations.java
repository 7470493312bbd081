package org.lokoscope.runtime.library;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an expansion has asked of the file system and of the search for libraries. */
final class Observations {

  private final List<Object> includes = new ArrayList<>();
  private final List<Object> libraries = new ArrayList<>();

  void included(Path file, String text) {
    includes.add(file.toString());
    includes.add(CacheFolder.digest(LibraryCache.bytes(text)));
  }

  void askedFor(Object library, boolean found) {
    libraries.add(library);
    libraries.add(found);
  }

  List<Object> written() {
    return List.of(includes, libraries);
  }

  /** Whether the same questions get the same answers now. */
  static boolean stillHold(List<?> written, LibraryManager manager) {
    List<?> files = (List<?>) written.get(0);
    for (int i = 0; i < files.size(); i += 2) {
      Path file = Path.of((String) files.get(i));
      if (!Files.isReadable(file)) {
        return false;
      }
      String text = SearchPath.read(file, file.toString(), null);
      if (!CacheFolder.digest(LibraryCache.bytes(text)).equals(files.get(i + 1))) {
        return false;
      }
    }
    List<?> names = (List<?>) written.get(1);
    for (int i = 0; i < names.size(); i += 2) {
      if (manager.hasLibrary(names.get(i)) != (Boolean) names.get(i + 1)) {
        return false;
      }
    }
    return true;
  }
}
