// SPDX-License-Identifier: Apache-2.0
/** Makes a static site of the documents. Stands alone: called by Maven, calls nothing of ours. */
package org.lokoscope.site;
