// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code 1600x900}. */
record ImageSize(int width, int height) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");
  private static final int LEAST = 300;
  private static final int MOST = 16_000;

  static ImageSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--size: expected for example 1600x900, not " + text);
    }
    ImageSize size =
        new ImageSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    if (Math.min(size.width, size.height) < LEAST || Math.max(size.width, size.height) > MOST) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--size: each side from " + LEAST + " to " + MOST + " pixels");
    }
    return size;
  }
}
