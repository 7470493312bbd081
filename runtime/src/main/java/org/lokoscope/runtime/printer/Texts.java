// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.printer;

/** Stands for a datum that procedures of the program have printed already. */
public record Texts(String displayed, String written) {}
