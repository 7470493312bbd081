// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every link of the documents leads to a file, a heading or an address of the web. */
final class LinksTest {

  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern DEFINED = Pattern.compile("(?m)^\\[([^\\]]+)]: (\\S+)$");
  private static final Pattern REFERENCE = Pattern.compile("\\[([^\\]\\[`]+)](?![\\[(])");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");

  @Test
  void shouldLeadSomewhere() {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Page page : Page.all()) {
      for (String target : targets(page)) {
        links++;
        if (!leads(page.file(), target)) {
          broken.add(page.file() + ": " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(links).isGreaterThan(50);
  }

  @Test
  void shouldDefineEachLinkThatHasNoTarget() {
    for (Page page : Page.all()) {
      Set<String> defined =
          DEFINED
              .matcher(page.text())
              .results()
              .map(each -> key(each.group(1)))
              .collect(Collectors.toSet());
      String prose = DEFINED.matcher(CODE.matcher(page.prose()).replaceAll("")).replaceAll("");
      Set<String> used =
          REFERENCE
              .matcher(prose)
              .results()
              .map(each -> key(each.group(1)))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(used).as("%s", page.file()).containsAll(defined);
    }
  }

  @Test
  void shouldSeeThatALinkLeadsNowhere() {
    Path page = Page.TOP.resolve("docs").resolve("query.md");
    assertThat(leads(page, "sql.md")).isTrue();
    assertThat(leads(page, "nothing.md")).isFalse();
    assertThat(leads(page, "sql.md#nothing-of-the-kind")).isFalse();
    assertThat(leads(page, "http:/missing-a-host")).isFalse();
  }

  private static List<String> targets(Page page) {
    List<String> all = new ArrayList<>();
    LINK.matcher(page.prose()).results().map(each -> each.group(1)).forEach(all::add);
    DEFINED.matcher(page.text()).results().map(each -> each.group(2)).forEach(all::add);
    return all;
  }

  private static boolean leads(Path page, String target) {
    if (target.matches("[a-z]+:.*")) {
      URI address = URI.create(target);
      return Set.of("http", "https").contains(address.getScheme()) && address.getHost() != null;
    }
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(file) && (parts.length == 1 || headings(file).contains(parts[1]));
  }

  /** The names of its headings, as GitHub and our site make them. */
  private static Set<String> headings(Path file) {
    return HEADING
        .matcher(Page.named(Page.TOP.relativize(file).toString()).prose())
        .results()
        .map(LinksTest::anchor)
        .collect(Collectors.toSet());
  }

  private static String anchor(MatchResult heading) {
    return heading
        .group(1)
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  private static String key(String text) {
    return text.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}
