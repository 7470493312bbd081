// SPDX-License-Identifier: Apache-2.0
import java.util.List;

/**
 * A row of the table: what is done with operands of these types.
 *
 * @param guard what else must hold, or ""
 * @param check what must hold for the result, which has the first operand's type then, or ""
 */
record FastPath(List<Operand> operands, String guard, String expression, String check) {

  boolean isUnconditional() {
    return guard.isEmpty() && check.isEmpty() && operands.stream().allMatch(Operand::isAnything);
  }
}
