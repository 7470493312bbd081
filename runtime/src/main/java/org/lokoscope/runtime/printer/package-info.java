/** Data as text: {@code write}, {@code display}, and reports of uncaught conditions. */
package org.lokoscope.runtime.printer;
