// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.site;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A document in Markdown.
 *
 * @param name its path below the top of the tree
 */
record Document(String name, Node tree, Set<String> anchors) {

  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());

  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

  /** Links are changed in the tree; comments of the documents do not come through. */
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .extensions(EXTENSIONS)
          .omitSingleParagraphP(false)
          .attributeProviderFactory(
              context -> (node, tag, attributes) -> attributes(tag, attributes))
          .build();

  private static final Pattern ID = Pattern.compile("<h[1-6] id=\"([^\"]+)\"");
  private static final Pattern COMMENT = Pattern.compile("(?m)^<!--.*?-->$\n?");

  private static void attributes(String tag, Map<String, String> attributes) {
    if (tag.equals("pre")) {
      // What is wider than the screen can be scrolled with the keys.
      attributes.put("tabindex", "0");
    }
  }

  static Document parse(String name, String text) {
    Node tree = PARSER.parse(COMMENT.matcher(text).replaceAll(""));
    Set<String> anchors =
        ID.matcher(RENDERER.render(tree))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(HashSet::new));
    return new Document(name, tree, anchors);
  }

  /** The file of its page on the site. */
  String page() {
    return name.equals("README.md") ? "index.html" : name.replaceFirst("\\.md$", ".html");
  }

  /** Its first heading. */
  String title() {
    StringBuilder title = new StringBuilder();
    tree.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Heading heading) {
            if (title.isEmpty() && heading.getLevel() == 1) {
              visitChildren(heading);
            }
          }

          @Override
          public void visit(Text text) {
            if (text.getParent() instanceof Heading) {
              title.append(text.getLiteral());
            }
          }

          @Override
          public void visit(org.commonmark.node.Code code) {
            if (code.getParent() instanceof Heading) {
              title.append(code.getLiteral());
            }
          }
        });
    return title.isEmpty() ? name : title.toString();
  }

  /** Its text as HTML, with the targets of links and pictures put right. */
  String html(UnaryOperator<String> link) {
    tree.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link each) {
            each.setDestination(link.apply(each.getDestination()));
            visitChildren(each);
          }

          @Override
          public void visit(Image each) {
            each.setDestination(link.apply(each.getDestination()));
            visitChildren(each);
          }
        });
    return RENDERER.render(tree);
  }
}
