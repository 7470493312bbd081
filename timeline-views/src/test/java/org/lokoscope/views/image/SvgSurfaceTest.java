// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.views.paint.Pattern;
import org.lokoscope.views.paint.TextStyle;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.query.Pixels;
import org.w3c.dom.Document;

class SvgSurfaceTest {

  @TempDir Path folder;

  @Test
  void shouldWriteAllThatIsDrawnAsWellFormedXml() throws Exception {
    SvgSurface surface = new SvgSurface(200, 100, Theme.LIGHT);
    surface.clip(0, 0, 150, 90);
    surface.fill(1, 2, 30, 10, 0x80ff0000);
    surface.pattern(1, 2, 30, 10, Pattern.DOTS, 0xff112233);
    surface.text("a < b & \"c\"", 4, 12, TextStyle.SMALL, 0xff000000);
    surface.picture(new Pixels(1, 2, new int[] {0xff00ff00, 0}), 5, 5, 10, 10);
    surface.unclip();
    Path file = folder.resolve("picture.svg");
    surface.write(file, 2);
    Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    assertThat(svg.getDocumentElement().getAttribute("width")).isEqualTo("400");
    assertThat(svg.getElementsByTagName("text").item(0).getTextContent())
        .isEqualTo("a < b & \"c\"");
    assertThat(svg.getElementsByTagName("image").getLength()).isEqualTo(1);
    assertThat(svg.getElementsByTagName("pattern").getLength()).isEqualTo(1);
    assertThat(Files.readString(file)).contains("fill=\"#ff0000\" fill-opacity=\"0.502\"");
  }
}
