// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.site;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.each;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.li;
import static j2html.TagCreator.link;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.title;
import static j2html.TagCreator.ul;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** A page: the list of all pages, and a document. */
record PageLayout(Document document, List<Document> all) {

  String text(UnaryOperator<String> target) {
    return j2html.TagCreator.document(
        html(
                head(
                    meta().withCharset("utf-8"),
                    meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                    meta().withName("color-scheme").withContent("light dark"),
                    title(
                        document.title().equals("Lokoscope")
                            ? "Lokoscope"
                            : document.title() + " - Lokoscope"),
                    link().withRel("stylesheet").withHref(away("style.css"))),
                body(
                    nav(ul(each(all, this::entry))).attr("aria-label", "All pages"),
                    main(rawHtml(document.html(target)))))
            .withLang("en"));
  }

  private j2html.tags.DomContent entry(Document each) {
    var link = a(each.title()).withHref(away(each.page()));
    return li(each.equals(document) ? link.attr("aria-current", "page") : link);
  }

  /** A file of the site, from this page. */
  private String away(String file) {
    Path folder = Path.of(document.page()).getParent();
    return folder == null ? file : folder.relativize(Path.of(file)).toString();
  }
}
