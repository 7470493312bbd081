/** What the diagnosis says of real programs. */
package org.lokoscope.diagnosis;
