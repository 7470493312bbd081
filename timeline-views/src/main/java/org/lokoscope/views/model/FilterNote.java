// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.model;

import org.jspecify.annotations.Nullable;

/**
 * What there is to say of the text in the filter field.
 *
 * @param position the character of the text that is wrong, or -1 if nothing is
 */
public record FilterNote(String text, int position) {

  public static final FilterNote NONE = new FilterNote("", -1);

  static FilterNote problem(@Nullable String text, int position) {
    return new FilterNote(text == null ? "" : text, position);
  }

  public boolean isProblem() {
    return position >= 0;
  }
}
