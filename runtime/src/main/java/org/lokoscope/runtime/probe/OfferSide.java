// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

/** Which queue of an object an offer stands in. Append only. */
public enum OfferSide {
  PUT,
  GET,
  WAIT
}
